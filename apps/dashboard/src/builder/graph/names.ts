import { cutText } from '@echoai/contract/text';

/** Longest id of a node (`nodeId` of the contract). */
const longestId = 60;

/**
 * An id that is not taken: the name itself, or with the next number. People read and write it in
 * templates (`steps.ask_visitor.answer`), so it says what the node is.
 */
export function newId(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const stem = name.replace(/_\d+$/, '').slice(0, longestId - 6);
  let id = stem;
  for (let count = 2; taken.has(id); count++) id = `${stem}_${count}`;
  return id;
}

/** A label that is not taken: the title itself, or with the next number. */
export function newLabel(title: string, taken: ReadonlySet<string>): string {
  const stem = cutText(title.replace(/ \d+$/, ''), 110);
  let label = taken.has(title) ? stem : title;
  for (let count = 2; taken.has(label); count++) label = `${stem} ${count}`;
  return label;
}
