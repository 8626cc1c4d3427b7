import type { BacktestReport, BacktestResult, WorkflowGraph } from '@echoai/contract';
import { NodeIcon } from '@/automations/NodeIcon';
import { orderNodes } from '@/automations/orderNodes';
import { outcomeTitle } from '@/automations/outcomeTitle';
import { shareInWords } from './words';

type Labels = BacktestResult['labels'];

/** By node, in the order of its ways, how often each way out was taken. */
export function BranchTable({
  report,
  labels,
  graph,
}: {
  report: BacktestReport;
  labels: Labels;
  graph: WorkflowGraph;
}) {
  const places = new Map(orderNodes(graph).map(({ id }, place) => [id, place]));
  const placeOf = (id: string) => places.get(id) ?? Number.POSITIVE_INFINITY;
  const nodes = Object.entries(report.nodes).sort(([one], [other]) => {
    const difference = placeOf(one) - placeOf(other);
    return Number.isNaN(difference) ? 0 : difference;
  });
  return (
    <table className="w-full border-collapse">
      <thead className="border-b text-[13px] text-muted">
        <tr>
          <th scope="col" className="py-2 text-left font-medium">
            Node and way out
          </th>
          <th scope="col" className="w-20 py-2 text-right font-medium">
            Times
          </th>
          <th scope="col" className="w-16 py-2 text-right font-medium">
            Share
          </th>
        </tr>
      </thead>
      {nodes.map(([id, node]) => (
        <NodeRows key={id} id={id} node={node} labels={labels} graph={graph} />
      ))}
    </table>
  );
}

function NodeRows({
  id,
  node: { visits, outcomes },
  labels,
  graph,
}: {
  id: string;
  node: BacktestReport['nodes'][string];
  labels: Labels;
  graph: WorkflowGraph;
}) {
  const { label, kind } = labels[id] ?? { label: id, kind: '' };
  const config = graph.nodes.find((node) => node.id === id)?.data.config;
  const all = Object.entries(outcomes).sort(([, one], [, other]) => other - one);
  // What can only go on did: that says nothing.
  const ways = all.length === 1 && all[0]![0] === 'next' ? [] : all;
  return (
    <tbody className="border-b">
      <tr>
        <th scope="rowgroup" className="py-2 text-left font-medium">
          <span className="flex items-start gap-2">
            <NodeIcon kind={kind} className="mt-0.5" />
            <span className="min-w-0">{label}</span>
          </span>
        </th>
        <td className="py-2 text-right align-top tabular-nums">{visits.toLocaleString('en')}</td>
        <td />
      </tr>
      {ways.map(([outcome, count]) => (
        <tr key={outcome} className="text-[13px] last:[&>*]:pb-2">
          <th scope="row" className="py-0.5 pl-6 text-left font-normal text-muted">
            {outcomeTitle(outcome, config)}
          </th>
          <td className="py-0.5 text-right tabular-nums">{count.toLocaleString('en')}</td>
          <td className="py-0.5 text-right text-muted tabular-nums">
            {shareInWords(count, visits)}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
