import type { Token, Tokens } from 'marked';
import { Fragment, type ReactNode, useMemo } from 'react';
import { isSafeLink } from '@/lib/isSafeLink';
import { readTokens } from './readTokens';

type RenderCitation = (n: number) => ReactNode;

const asText: RenderCitation = () => undefined;

/**
 * An answer's Markdown as elements. HTML in it stays text and images stay links: an answer can
 * repeat what a visitor or a page says, and must not act on the owner's dashboard.
 * @param renderCitation what stands for `[n]`; undefined leaves the marker as text
 */
export function Markdown({
  text,
  renderCitation = asText,
}: {
  text: string;
  renderCitation?: RenderCitation;
}) {
  const tokens = useMemo(() => readTokens(text), [text]);
  if (!tokens)
    return (
      <p dir="auto" className="whitespace-pre-wrap break-words">
        {text}
      </p>
    );
  return <div className="flex flex-col gap-2">{renderAll(tokens, renderCitation)}</div>;
}

function renderAll(tokens: Token[] | undefined, cite: RenderCitation): ReactNode[] {
  return (tokens ?? []).map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity; a text renders anew as a whole.
    <Fragment key={index}>{render(token, cite)}</Fragment>
  ));
}

function render(token: Token, cite: RenderCitation): ReactNode {
  const inner = () => renderAll('tokens' in token ? token.tokens : undefined, cite);
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'paragraph':
      return <p dir="auto">{inner()}</p>;
    case 'heading':
      return (
        <p dir="auto" className="font-semibold">
          {inner()}
        </p>
      );
    case 'blockquote':
      return <blockquote className="border-line-strong border-s-2 ps-3">{inner()}</blockquote>;
    case 'code':
      return (
        <pre className="whitespace-pre-wrap break-words rounded-md bg-hover px-3 py-2 font-mono text-[13px]">
          {token.text}
        </pre>
      );
    case 'hr':
      return <hr />;
    case 'list':
      return renderList(token as Tokens.List, cite);
    case 'table':
      return renderTable(token as Tokens.Table, cite);
    case 'strong':
      return <strong className="font-semibold">{inner()}</strong>;
    case 'em':
      return <em>{inner()}</em>;
    case 'del':
      return <del>{inner()}</del>;
    case 'codespan':
      return <code className="rounded bg-hover px-1 font-mono text-[13px]">{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
    case 'image':
      return renderLink(token as Tokens.Link, cite);
    case 'escape':
      return token.text;
    case 'text':
      return 'tokens' in token && token.tokens ? inner() : withCitations(token.raw, cite);
    default:
      return token.raw;
  }
}

function renderList({ ordered, start, items }: Tokens.List, cite: RenderCitation): ReactNode {
  const rows = items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
    <li key={index}>{renderAll(item.tokens, cite)}</li>
  ));
  if (!ordered) return <ul className="list-disc ps-5">{rows}</ul>;
  return (
    <ol className="list-decimal ps-5" start={start || 1}>
      {rows}
    </ol>
  );
}

function renderTable({ header, rows }: Tokens.Table, cite: RenderCitation): ReactNode {
  const cells = (row: Tokens.TableCell[], Cell: 'th' | 'td') =>
    row.map((cell, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <Cell key={index} className="border px-2 py-1 text-start">
        {renderAll(cell.tokens, cite)}
      </Cell>
    ));
  return (
    <table className="border-collapse">
      <thead>
        <tr>{cells(header, 'th')}</tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <tr key={index}>{cells(row, 'td')}</tr>
        ))}
      </tbody>
    </table>
  );
}

function renderLink({ href, text, tokens }: Tokens.Link, cite: RenderCitation): ReactNode {
  const label = tokens?.length ? renderAll(tokens, cite) : text || href;
  if (!isSafeLink(href)) return label;
  return (
    <a href={href} target="_blank" rel="noreferrer" className="text-accent-ink underline">
      {label}
    </a>
  );
}

function withCitations(text: string, cite: RenderCitation): ReactNode {
  return text.split(/( ?\[\d{1,3}\])/).map((part, index) => {
    const n = part.match(/^ ?\[(\d+)\]$/)?.[1];
    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
    return <Fragment key={index}>{withoutBreak(n && cite(Number(n))) ?? part}</Fragment>;
  });
}

/** Keeps a citation on the line of the word before it, by U+2060, the word joiner. */
function withoutBreak(citation: ReactNode): ReactNode {
  if (!citation) return undefined;
  return (
    <>
      {'\u2060'}
      {citation}
    </>
  );
}
