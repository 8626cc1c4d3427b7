/** The longest path that can be looked up has this many parts. */
export const maxParts = 20;

const root = /^[A-Za-z_][\w-]*/;
/** What follows a dot; any other key stands in brackets, as in `event.body["Order number"]`. */
const plainName = /^[\p{L}\p{N}\p{M}_-]+$/u;
const nextPart =
  /\.([\p{L}\p{N}\p{M}_-]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['((?:[^'\\]|\\.)*)'\]/uy;

/**
 * The names of a variable's path, such as `steps.order.items.0["Unit price"]`: dots before names of
 * letters, digits, `_` and `-`, and any key at all in brackets and quotation marks. Null when it is
 * no path. Liquid reads the same.
 */
export function parsePath(path: string): string[] | null {
  const [first] = root.exec(path) ?? [];
  if (first === undefined) return null;
  const parts = [first];
  for (let place = first.length; place < path.length; place = nextPart.lastIndex) {
    nextPart.lastIndex = place;
    const found = nextPart.exec(path);
    const name = found && nameOf(found);
    if (name === null || parts.push(name) > maxParts) return null;
  }
  return parts;
}

function nameOf([, plain, position, double, single]: RegExpExecArray): string | null {
  const quoted = double ?? single?.replace(/\\'|"/g, (sign) => (sign === '"' ? '\\"' : "'"));
  if (quoted === undefined) return plain ?? position!;
  try {
    return JSON.parse(`"${quoted}"`) as string;
  } catch {
    return null;
  }
}

/** The path of these names, written in the one way by which paths are compared. */
export function formatPath([first = '', ...rest]: readonly string[]): string {
  return (
    first + rest.map((name) => (plainName.test(name) ? `.${name}` : inBrackets(name))).join('')
  );
}

/** Braces and percent signs would end the template that the path stands in. */
function inBrackets(name: string): string {
  const written = JSON.stringify(name).replace(
    /[{}%]/g,
    (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`,
  );
  return `[${written}]`;
}

/** The names of a path that a schema has read; those between dots of one that is none. */
export function partsOf(path: string): string[] {
  return (path.includes('[') ? parsePath(path) : null) ?? path.split('.');
}
