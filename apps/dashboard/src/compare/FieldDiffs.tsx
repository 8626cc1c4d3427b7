import { nodeDefinitions } from '@echoai/automation/nodes/index';
import type { NodeDiff } from './diffGraphs';
import { fieldTitle } from './fieldTitle';

/** What changed of a node, field by field: what it was, and what it is. */
export function FieldDiffs({ node: { after, fields } }: { node: NodeDiff }) {
  const { kind } = after!.data.config;
  return (
    <dl className="flex flex-col gap-2 px-4 pb-3 pl-10 text-[13px]">
      {fields.map(({ path, before, after: now }) => (
        <div key={path.join('.')}>
          <dt className="text-muted">{fieldTitle(kind, path)}</dt>
          <dd className="flex flex-col gap-1 pt-0.5">
            <Value is="was" value={before} path={path} />
            <Value is="is" value={now} path={path} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const looks = {
  was: { word: 'Before', sign: '−', style: 'bg-danger-soft' },
  is: { word: 'After', sign: '+', style: 'bg-success-soft' },
};

function Value({ is, value, path }: { is: keyof typeof looks; value: unknown; path: string[] }) {
  const { word, sign, style } = looks[is];
  return (
    <p className={`flex gap-2 rounded px-2 py-1 ${style}`}>
      <span className="sr-only">{word}: </span>
      <span aria-hidden className="text-muted">
        {sign}
      </span>
      <span className="min-w-0 whitespace-pre-wrap break-words">{textOf(value, path)}</span>
    </p>
  );
}

function textOf(value: unknown, path: string[]): string {
  if (value === undefined || value === '') return 'nothing';
  if (path[0] === 'kind') return nodeDefinitions[String(value)]?.title ?? String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return value.length === 0 ? 'nothing' : value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
}
