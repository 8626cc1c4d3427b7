import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Everything at `/metrics`, in Prometheus' text format. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

const requestDuration = new Histogram({
  name: 'echoai_http_request_seconds',
  help: 'Duration of HTTP requests until the response began',
  labelNames: ['method', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [metrics],
});

export const turnDuration = new Histogram({
  name: 'echoai_turn_seconds',
  help: 'Duration of a visitor’s turn by stage: begin, retrieve, answer, commit',
  labelNames: ['stage'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30],
  registers: [metrics],
});

export const turnCount = new Counter({
  name: 'echoai_turns_total',
  help: 'Visitors’ turns by outcome: answered, unanswered, small-talk, passed-on, failed',
  labelNames: ['outcome'],
  registers: [metrics],
});

export function observeRequest(method: string, status: number, milliseconds: number): void {
  requestDuration.labels(method, `${Math.floor(status / 100)}xx`).observe(milliseconds / 1000);
}
