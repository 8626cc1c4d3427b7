import type { TemplateUse, ValueType } from '../../definition.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import { maxTemplate } from '../../templates/index.ts';
import { formatPath, parsePath } from '../../variablePath.ts';
import type { ParseTemplate } from '../analysis.ts';
import { rootNames } from './types.ts';

/** A variable in a template of a node. */
export interface VariableUse {
  node: FlowNode;
  field: string;
  /** As `['steps', 'ask', 'answer']`. */
  path: string[];
  use: TemplateUse;
  /** Set only where the text is this variable and nothing else. */
  expects?: ValueType;
  mayBeMissing: boolean;
}

export interface TemplateFault {
  node: FlowNode;
  field: string;
  error: string;
}

/** The variables of all nodes that can be reached, each field by itself. */
export function readTemplates(
  flow: Flow,
  parseTemplate: ParseTemplate,
): { uses: VariableUse[]; faults: TemplateFault[] } {
  const read = remembering(parseTemplate);
  const uses: VariableUse[] = [];
  const faults: TemplateFault[] = [];
  for (const node of flow.reach.found)
    for (const template of node.reading?.templates ?? []) {
      const { path: field, text, use } = template;
      const parsed = read(text);
      if ('error' in parsed) {
        faults.push({ node, field, error: parsed.error });
        continue;
      }
      const isAlone = isOneVariable(text);
      for (const path of parsed.variables)
        uses.push({
          node,
          field,
          path,
          use: use === 'host' && hasFixedHost.test(text) ? 'text' : use,
          ...(isAlone && template.expects ? { expects: template.expects } : {}),
          mayBeMissing:
            template.mayBeMissing ||
            hasDefault(text, path) ||
            (isAlone && asksWhetherSet(node, path)),
        });
    }
  return { uses, faults };
}

/** An address whose host is written out: what stands in its path or query cannot change it. */
const hasFixedHost = /^\s*https?:\/\/[^\s/?#\\{}]+[/?#]/i;

const variable =
  '(?:event|visitor|conversation|workflow|execution|steps|now)(?:\\.(?:[A-Za-z_]\\w*|\\d+))*';
const braces = new RegExp(`\\{\\{-?\\s*(${variable})\\s*-?\\}\\}`, 'g');

/** Whether a text is one variable in braces and nothing else. */
function isOneVariable(text: string): boolean {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{{') || !trimmed.endsWith('}}')) return false;
  const path = parsePath(trimmed.slice(2, -2).replace(/^-|-$/g, '').trim());
  return path !== null && rootNames.includes(path[0]!);
}

/** Parsing Liquid takes longest of all; texts that repeat, and plain variables, need none. */
function remembering(parseTemplate: ParseTemplate): ParseTemplate {
  const known = new Map<string, ReturnType<ParseTemplate>>();
  return (text) => {
    const found = known.get(text) ?? plainVariables(text) ?? parseTemplate(text);
    known.set(text, found);
    return found;
  };
}

/** The variables of a text without filters and tags; null when it needs the parser. */
function plainVariables(text: string): { variables: string[][] } | null {
  if (text.length > maxTemplate) return null;
  const rest = text.replace(braces, '');
  if (rest.includes('{{') || rest.includes('{%')) return null;
  const paths = new Set([...text.matchAll(braces)].map(([, path]) => path!));
  return { variables: [...paths].map((path) => path.split('.')) };
}

/** Whether a variable is always followed by the filter `default`, which copes with a missing one. */
function hasDefault(text: string, path: string[]): boolean {
  const written = formatPath(path);
  return [written, written.replaceAll('"', "'")].some((name) => {
    const parts = text.split(name);
    return parts.length > 1 && parts.slice(1).every((after) => /^\s*\|\s*default\b/.test(after));
  });
}

/** A condition that asks whether a variable has a value may ask it of one that is not set. */
function asksWhetherSet({ reading }: FlowNode, path: string[]): boolean {
  const asked = formatPath(path);
  return (reading?.outcomes ?? []).some(({ id }) =>
    (reading!.definition.comparisons?.(reading!.config, id) ?? []).some(
      (comparison) =>
        comparison.path === asked && ['exists', 'not_exists'].includes(comparison.operator),
    ),
  );
}
