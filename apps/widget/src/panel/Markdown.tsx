import type { MarkedToken, Token, Tokens } from 'marked';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { decodeEntities } from './entities.ts';
import { readTokens } from './readTokens.ts';
import { safeHref } from './safeHref.ts';
import { texts } from './texts/texts.ts';

/** Renders `[n]` in running text; null leaves it as it stands. */
export type CiteMarker = (n: number) => ComponentChildren;

/**
 * Markdown as elements, made from the lexer's tokens one by one: no HTML is ever parsed, and what
 * looks like HTML is shown as text. Pictures become links, since nothing is loaded from elsewhere.
 */
export function Markdown({ text, cite = () => null }: { text: string; cite?: CiteMarker }) {
  const tokens = useMemo(() => readTokens(text), [text]);
  if (!tokens) return <div class="plain">{text}</div>;
  return <div class="markdown">{renderAll({ tokens, cite })}</div>;
}

const renderAll = ({ tokens, cite }: { tokens: Token[] | undefined; cite: CiteMarker }) =>
  tokens?.map((token) => renderToken({ token: token as MarkedToken, cite }));

function renderToken({ token, cite }: { token: MarkedToken; cite: CiteMarker }): ComponentChildren {
  const children = () => renderAll({ tokens: 'tokens' in token ? token.tokens : [], cite });
  switch (token.type) {
    case 'paragraph':
      return <p>{children()}</p>;
    case 'heading':
      // The answer has no place in the outline of the page.
      return <p class="heading">{children()}</p>;
    case 'strong':
      return <strong>{children()}</strong>;
    case 'em':
      return <em>{children()}</em>;
    case 'del':
      return <del>{children()}</del>;
    case 'br':
      return <br />;
    case 'hr':
      return <hr />;
    case 'blockquote':
      return <blockquote>{children()}</blockquote>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by keyboard too
        <pre tabIndex={0}>
          <code>{token.text}</code>
        </pre>
      );
    case 'list':
      return <List token={token} cite={cite} />;
    case 'table':
      return <Table token={token} cite={cite} />;
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ ';
    case 'link':
      return <Link href={token.href}>{children()}</Link>;
    case 'image':
      return <Link href={token.href}>{token.text || token.href}</Link>;
    case 'escape':
      return token.text;
    case 'html':
      return token.text;
    case 'text':
      return token.tokens ? children() : renderText({ text: token.text, cite });
    case 'space':
    case 'def':
      return null;
    default:
      return token.raw;
  }
}

function Link({ href, children }: { href: string; children: ComponentChildren }) {
  const safe = safeHref(href);
  if (!safe) return <>{children}</>;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function List({ token, cite }: { token: Tokens.List; cite: CiteMarker }) {
  const renderItem = (item: Tokens.ListItem) => <li>{renderAll({ tokens: item.tokens, cite })}</li>;
  const items = token.items.map(renderItem);
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ token, cite }: { token: Tokens.Table; cite: CiteMarker }) {
  const content = (cell: Tokens.TableCell) => renderAll({ tokens: cell.tokens, cite });
  const renderHead = (cell: Tokens.TableCell) => <th>{content(cell)}</th>;
  const renderCell = (cell: Tokens.TableCell) => <td>{content(cell)}</td>;
  const renderRow = (row: Tokens.TableCell[]) => <tr>{row.map(renderCell)}</tr>;
  return (
    // Scrolls by itself when it is wider than the panel, so the keyboard must reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="table" tabIndex={0} aria-label={texts.table}>
      <table>
        <thead>
          <tr>{token.header.map(renderHead)}</tr>
        </thead>
        <tbody>{token.rows.map(renderRow)}</tbody>
      </table>
    </section>
  );
}

function renderText({ text, cite }: { text: string; cite: CiteMarker }): ComponentChildren {
  return decodeEntities(text)
    .split(/(\[\d{1,3}\])/)
    .map((part, index) => {
      const marker = index % 2 === 1 ? cite(Number(part.slice(1, -1))) : null;
      return marker ?? part;
    });
}
