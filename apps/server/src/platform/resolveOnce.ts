import { registerHooks } from 'node:module';

/**
 * Node 24 reads and parses a package's whole package.json again for each file of it that is imported,
 * and for each file that imports it. drizzle-orm's has 180 kB: at each start that was a second of the
 * processor, and 100 MB that the process kept. So what is the same by Node's own rules is looked up
 * once: the format of the files of one folder of a package, and where a package is for our sources.
 *
 * It concerns what is imported afterwards, and changes no answer of Node's.
 */
const formats = new Map<string, string>();
const packages = new Map<string, { url: string; format?: string | null }>();

registerHooks({
  resolve(specifier, context, nextResolve) {
    const { parentURL = '', conditions } = context;
    const isOurs = !parentURL.includes('/node_modules/');
    const isRelative = specifier.startsWith('.');
    if (isRelative && !isOurs && specifier.endsWith('.js')) {
      const { href } = new URL(specifier, parentURL);
      const folder = href.slice(0, href.lastIndexOf('/'));
      const format = formats.get(folder);
      if (format) return { url: href, format, shortCircuit: true };
      const resolved = nextResolve(specifier, context);
      if (resolved.url === href && resolved.format) formats.set(folder, resolved.format);
      return resolved;
    }
    if (!isRelative && isOurs && !specifier.startsWith('node:')) {
      const workspace = parentURL.slice(0, parentURL.indexOf('/src/'));
      const key = [workspace, conditions.join(), specifier].join(' ');
      const known = packages.get(key);
      if (known) return { ...known, shortCircuit: true };
      const { url, format } = nextResolve(specifier, context);
      packages.set(key, { url, format });
      return { url, format };
    }
    return nextResolve(specifier, context);
  },
});
