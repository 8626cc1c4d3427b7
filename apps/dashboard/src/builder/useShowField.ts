import { type RefObject, useCallback } from 'react';
import { tryEachFrame } from './tryEachFrame';

const controls = 'input, textarea, select, button, [contenteditable="true"]';

/** Gives a field of the panel the focus, by its path, as soon as it is there. */
export function useShowField(panel: RefObject<HTMLElement | null>) {
  return useCallback(
    (path: string) =>
      // The panel of the node that was chosen before is there until the next frame.
      tryEachFrame(() => {
        const control = controlAt(panel.current, path);
        if (!control) return false;
        const folded = control.closest('details');
        if (folded) folded.open = true;
        control.focus({ preventScroll: true });
        control.scrollIntoView({ block: 'center' });
        return true;
      }),
    [panel],
  );
}

/** The control of the field itself, or of the nearest one around it that the form shows. */
function controlAt(panel: HTMLElement | null, path: string): HTMLElement | null {
  const keys = path.split('.');
  for (let length = keys.length; length > 0; length--) {
    const name = CSS.escape(keys.slice(0, length).join('.'));
    const found = panel?.querySelector<HTMLElement>(`[data-field="${name}"]`);
    // What the label is for: a button beside it, such as one that reads a list again, comes before.
    const labelled = found?.querySelector('label')?.control;
    const control = labelled ?? found?.querySelector<HTMLElement>(controls);
    if (control) return control;
  }
  return null;
}
