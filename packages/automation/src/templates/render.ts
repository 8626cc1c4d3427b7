import { Output } from 'liquidjs';
import { checkWork, nodeWork, spendOnValue, withinWork } from '../work.ts';
import { addressEngine, countedContext, engine, marks, maxRendered } from './engine.ts';
import { missingVariable, plainMessage } from './errors.ts';

/** `variable` is the path of the one that was missing, if that was it. */
export interface RenderError {
  error: string;
  variable?: string;
}

/**
 * A template with its variables filled in, at most 20,000 characters. What takes too much work is an
 * error; it throws only when the evaluation around it has no work left. A variable that is not set is an error that names it, unless `default` or `if` reads it; null gives nothing.
 */
export function render(text: string, scope: object): { text: string } | RenderError {
  try {
    return withinWork(nodeWork, () =>
      bounded(engine.renderSync(engine.parse(text), countedContext(scope))),
    );
  } catch (error) {
    return failed(error);
  }
}

/**
 * An address with its variables filled in. Each is one part of the path or one value of the query:
 * what `/`, `?`, `#`, `&` or `%` it has is encoded, so that `../admin` leads nowhere else. The filter
 * `raw` puts one in as it is; so does an address that begins with a variable, with that one.
 */
export function renderAddress(text: string, scope: object): { text: string } | RenderError {
  const plain = withoutMarks(text);
  try {
    return withinWork(nodeWork, () => {
      const context = countedContext(scope, addressEngine);
      return addressOf(addressEngine.renderSync(addressEngine.parse(plain), context), plain);
    });
  } catch (error) {
    return failed(error);
  }
}

function addressOf(rendered: string, template: string): { text: string } | RenderError {
  const { begin, end } = marks;
  const text = rendered.trim();
  const split = text.startsWith(begin) ? text.indexOf(end) : 0;
  const first = withoutMarks(text.slice(0, split));
  const start = first === '' ? '' : decodeURIComponent(first);
  const rest = withoutMarks(text.slice(split));
  const path = split > 0 ? start.slice(start.lastIndexOf('/') + 1) + rest : pathOf(rest);
  if (!/\|\s*raw\b/.test(template) && hasDots(path))
    return {
      error:
        'A part of the address would be “.” or “..”, which leads to another address. Check the variable first.',
    };
  return bounded(start + rest);
}

const withoutMarks = (text: string) => text.replaceAll(/[\ue000\ue001]/g, '');
const pathOf = (address: string) => address.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#\\]*/i, '');

/** Dots cannot be encoded: `%2e%2e` leads up as `..` does. */
function hasDots(path: string): boolean {
  const [way = ''] = path.replaceAll(/[\t\n\r]/g, '').split(/[?#]/, 1);
  return way.split(/[/\\]/).some((part) => /^(?:\.|%2e){1,2}$/i.test(part));
}

/**
 * Like `render`, but a template that is one `{{ … }}` and nothing else gives the value itself, with
 * its type: a list stays a list, 42 a number.
 */
export function renderValue(text: string, scope: object): { value: unknown } | RenderError {
  try {
    return withinWork(nodeWork, () => readValue(text, scope));
  } catch (error) {
    return failed(error);
  }
}

function readValue(text: string, scope: object): { value: unknown } | RenderError {
  const parts = engine.parse(text);
  const context = countedContext(scope);
  const only = parts.length === 1 && parts[0] instanceof Output ? parts[0] : null;
  if (!only) return named(bounded(engine.renderSync(parts, context)));
  const value: unknown = engine.evalValueSync(insideBraces(text), context);
  if (typeof value === 'string') return named(bounded(value));
  // The next step gets it as JSON, in which a list that holds another twice holds it twice.
  spendOnValue(value);
  return { value };
}

function bounded(text: string): { text: string } | RenderError {
  return text.length <= maxRendered
    ? { text }
    : { error: `The text is longer than ${maxRendered.toLocaleString('en')} characters.` };
}

function named(result: { text: string } | RenderError): { value: unknown } | RenderError {
  return 'text' in result ? { value: result.text } : result;
}

function failed(error: unknown): RenderError {
  checkWork();
  const variable = missingVariable(error);
  return variable === undefined
    ? { error: plainMessage(error) }
    : { error: `The variable ${variable} is not set.`, variable };
}

/** `{{- a.b | first -}}` → `a.b | first`. */
function insideBraces(text: string): string {
  return text
    .trim()
    .replace(/^\{\{-?/, '')
    .replace(/-?\}\}$/, '');
}
