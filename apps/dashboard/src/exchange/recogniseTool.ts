type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const hasAll = (value: Json, ...names: string[]) => names.every((name) => name in value);

/** How the files of other tools look; each tells its own from those of all others. */
const tools: Record<string, (value: Json) => boolean> = {
  // { nodes: [{ type: "n8n-nodes-base.webhook", typeVersion, … }], connections: {} }
  n8n: (value) =>
    objects(value.nodes).some(({ type }) => /^(@n8n\/)?n8n-nodes-/.test(String(type))) ||
    (isObject(value.connections) && objects(value.nodes).some((node) => 'typeVersion' in node)),
  // { metadata, zaps: [{ title, nodes: { "1": { action, … } } }] }
  Zapier: (value) => objects(value.zaps).some((zap) => 'nodes' in zap || 'steps' in zap),
  // { name, flow: [{ id, module: "http:ActionSendData", mapper, … }], metadata }
  Make: (value) => objects(value.flow).some((step) => /^[\w-]+:\w+$/.test(String(step.module))),
  // { version: "6", groups: [{ blocks: […] }], edges, … }
  Typebot: (value) => objects(value.groups).some((group) => Array.isArray(group.blocks)),
  // A flow: { startNode, nodes: [{ name, onEnter, next: […] }] }
  Botpress: (value) =>
    hasAll(value, 'startNode', 'nodes') ||
    objects(value.nodes).some((node) => hasAll(node, 'onEnter', 'next')) ||
    objects(value.flows).some((flow) => 'startNode' in flow),
};

/** The tool whose file a value is; undefined when it looks like none that is known. */
export function recogniseTool(value: unknown): string | undefined {
  const whole = Array.isArray(value) ? value[0] : value;
  if (!isObject(whole)) return undefined;
  return Object.keys(tools).find((name) => tools[name]!(whole));
}

/** Why a file of another tool is not read, and what to do instead. */
export function explainTool(tool: string): string {
  return `This looks like a file of ${tool}. Its steps cannot be taken over: they mean other things there, and their connections stay there. Begin with the template that is nearest, and copy texts, conditions and addresses step by step.`;
}
