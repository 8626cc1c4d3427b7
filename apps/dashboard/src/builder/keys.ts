/** What a key asks of the builder. */
export type Command =
  | 'add'
  | 'connect'
  | 'rename'
  | 'configure'
  | 'delete'
  | 'duplicate'
  | 'selectAll'
  | 'selectNone'
  | 'undo'
  | 'redo'
  | 'arrange'
  | 'fit'
  | 'keys'
  | 'go'
  | 'nudge';

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const plain: Record<string, Command> = {
  a: 'add',
  c: 'connect',
  F2: 'rename',
  Enter: 'configure',
  Delete: 'delete',
  Backspace: 'delete',
  Escape: 'selectNone',
  l: 'arrange',
  f: 'fit',
  '?': 'keys',
};

const withMod: Record<string, Command> = {
  a: 'selectAll',
  d: 'duplicate',
  z: 'undo',
  y: 'redo',
};

/** The command of a key; copying, cutting and pasting come as events of their own. */
export function commandOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): Command | undefined {
  const isMod = ctrlKey || metaKey;
  if (key.startsWith('Arrow')) return isMod ? undefined : altKey ? 'nudge' : 'go';
  if (altKey) return undefined;
  if (!isMod) return plain[key.length === 1 ? key.toLowerCase() : key];
  const command = withMod[key.toLowerCase()];
  return command === 'undo' && shiftKey ? 'redo' : command;
}

export const keysHelp = [
  { keys: 'Tab, arrows', does: 'Go from node to node along the ways' },
  { keys: 'Enter', does: 'Configure the node; Escape comes back' },
  { keys: 'A', does: 'Add a node behind it' },
  { keys: 'C', does: 'Connect it, or change where it leads' },
  { keys: 'F2', does: 'Rename it' },
  { keys: 'Delete', does: 'Delete what is selected' },
  { keys: 'Alt + arrows', does: 'Move what is selected' },
  { keys: 'Ctrl or ⌘ + A', does: 'Select everything' },
  { keys: 'Shift', does: 'Hold to select several, by click or by a frame' },
  { keys: 'Ctrl or ⌘ + D', does: 'Duplicate' },
  { keys: 'Ctrl or ⌘ + C, X, V', does: 'Copy, cut, paste, also to other automations' },
  { keys: 'Ctrl or ⌘ + Z', does: 'Undo; with Shift, redo' },
  { keys: 'L', does: 'Lay everything out' },
  { keys: 'F', does: 'Show everything' },
];
