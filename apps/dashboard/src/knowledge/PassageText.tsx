import { Markdown } from '@/components/Markdown';

/** A passage under the path of its headings. */
export function PassageText({ headingPath, text }: { headingPath: string[]; text: string }) {
  return (
    <>
      {headingPath.length > 0 && (
        <p dir="auto" className="mb-1 text-[13px] text-muted">
          {headingPath.join(' › ')}
        </p>
      )}
      <div className="max-w-[75ch]">
        <Markdown text={text} />
      </div>
    </>
  );
}
