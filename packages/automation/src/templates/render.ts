import { Output } from 'liquidjs';
import { engine, maxRendered } from './engine.ts';
import { missingVariable, plainMessage } from './errors.ts';

/** `variable` is the path of the one that was missing, if that was it. */
export interface RenderError {
  error: string;
  variable?: string;
}

/**
 * A template with its variables filled in, at most 20,000 characters. Never throws. A variable that
 * is not set is an error that names it, unless `default` or `if` reads it; null gives nothing.
 */
export function render(text: string, scope: object): { text: string } | RenderError {
  try {
    return bounded(engine.parseAndRenderSync(text, scope));
  } catch (error) {
    return failed(error);
  }
}

/**
 * Like `render`, but a template that is one `{{ … }}` and nothing else gives the value itself, with
 * its type: a list stays a list, 42 a number.
 */
export function renderValue(text: string, scope: object): { value: unknown } | RenderError {
  try {
    const parts = engine.parse(text);
    const only = parts.length === 1 && parts[0] instanceof Output ? parts[0] : null;
    if (only) {
      const value: unknown = engine.evalValueSync(insideBraces(text), scope);
      return typeof value === 'string' ? named(bounded(value)) : { value };
    }
    return named(bounded(engine.renderSync(parts, scope)));
  } catch (error) {
    return failed(error);
  }
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
