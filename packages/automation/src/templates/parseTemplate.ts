import type { Template } from 'liquidjs';
import { checkWork, spend } from '../work.ts';
import { engine } from './engine.ts';
import { plainMessage } from './errors.ts';

/** A path; its computed parts are paths themselves. */
type SegmentArray = (string | number | SegmentArray)[];

export type ParsedTemplate = { variables: string[][] } | { error: string };

/**
 * The variables that a template reads, each as its path: `{{ steps.ask.answer }}` gives
 * `['steps', 'ask', 'answer']`. Names that the template itself sets (`assign`, `for`) are not among
 * them. A path ends where a computed part begins: `steps[visitor.name]` gives `['steps']` and
 * `['visitor', 'name']`. Never throws; a mistake in the template is `error`, in one sentence.
 */
export function parseTemplate(text: string): ParsedTemplate {
  spend(100 * text.length);
  try {
    return { variables: variablesOf(engine.parse(text)) };
  } catch (error) {
    checkWork();
    return { error: plainMessage(error) };
  }
}

function variablesOf(template: Template[]): string[][] {
  const paths = engine
    .globalVariableSegmentsSync(template, { partials: false })
    .flatMap(plainPaths);
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

function plainPaths(segments: SegmentArray): string[][] {
  const computed = segments.findIndex((segment) => Array.isArray(segment));
  const plain = computed < 0 ? segments : segments.slice(0, computed);
  const nested = segments.filter((segment) => Array.isArray(segment)).flatMap(plainPaths);
  return plain.length > 0 ? [plain.map(String), ...nested] : nested;
}
