import { Output } from 'liquidjs';
import { checkWork, nodeWork, spendOnValue, withinWork } from '../work.ts';
import { countedContext, engine, maxRendered } from './engine.ts';
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
