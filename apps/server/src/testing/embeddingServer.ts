import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { vectorOf } from './fakeModels.ts';

interface EmbeddingRequest {
  model: string;
  input: string | string[];
  dimensions?: number;
}

/**
 * A stand-in for the OpenAI embeddings API whose model has a size of its own: it ignores the
 * `dimensions` that it is asked for, or refuses them as OpenAI and vLLM do. Numbers come as JSON, as
 * servers send them that do not know base64.
 */
export async function startEmbeddingServer({ size = 768 } = {}) {
  const state = {
    size,
    refusesDimensions: false,
    requests: [] as { path: string | undefined; authorization?: string; body: EmbeddingRequest }[],
  };
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as EmbeddingRequest;
    state.requests.push({
      path: request.url,
      authorization: request.headers.authorization,
      body,
    });
    response.setHeader('content-type', 'application/json');
    if (state.refusesDimensions && body.dimensions !== undefined) {
      response.statusCode = 400;
      const message = 'This model does not support specifying dimensions.';
      response.end(JSON.stringify({ error: { message, type: 'invalid_request_error' } }));
      return;
    }
    const data = [body.input].flat().map((text, index) => ({
      object: 'embedding',
      index,
      embedding: vectorOf(text, state.size),
    }));
    response.end(JSON.stringify({ object: 'list', model: body.model, data, usage: {} }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    state,
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
