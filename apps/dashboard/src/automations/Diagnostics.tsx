import type { WorkflowGraph } from '@echoai/contract';
import { CircleX, TriangleAlert } from 'lucide-react';
import { sentenceAt, titleAt } from '@/builder/form/problems';
import { Status } from '@/components/Status';
import type { Diagnostic } from './diagnosticsOf';

/** What is wrong with a graph: how grave, at which node, and what to do about it. */
export function Diagnostics({
  diagnostics,
  graph,
}: {
  diagnostics: Diagnostic[];
  /** Where nodes' labels are looked up; without it their ids are shown. */
  graph?: WorkflowGraph | undefined;
}) {
  const labelOf = (nodeId: string) =>
    graph?.nodes.find(({ id }) => id === nodeId)?.data.label ?? nodeId;
  return (
    <ul aria-label="Diagnostics" className="divide-y border-y">
      {diagnostics.map((diagnostic, place) => {
        const { severity, nodeId, message, path } = diagnostic;
        const title = titleAt(diagnostic);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike, and the list is replaced as a whole.
          <li key={place} className="flex flex-wrap gap-x-4 gap-y-1 py-2">
            <span className="w-20 shrink-0">
              <Severity severity={severity} />
            </span>
            <div className="min-w-48 flex-1">
              {nodeId && (
                <p className="font-medium">
                  {labelOf(nodeId)}
                  {title && <span className="font-normal text-muted"> · {title}</span>}
                </p>
              )}
              <p className="text-pretty">{nodeId && graph ? sentenceAt(diagnostic) : message}</p>
              {path.length > 1 && (
                <p className="mt-0.5 text-[13px] text-muted">
                  Way there: {path.map(labelOf).join(' → ')}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Severity({ severity }: Pick<Diagnostic, 'severity'>) {
  return severity === 'error' ? (
    <Status tone="danger" icon={CircleX}>
      Error
    </Status>
  ) : (
    <Status tone="warning" icon={TriangleAlert}>
      Warning
    </Status>
  );
}
