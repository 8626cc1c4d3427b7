import { type FocusEvent, useLayoutEffect, useRef } from 'react';

const controls = 'input:enabled, select:enabled, textarea:enabled, button:enabled';

/**
 * Keeps the focus in a form when what had it is removed, as the button that removes a row is: it
 * goes to the last control of the nearest part that is left. In the page's body, keys would mean
 * the canvas.
 *
 * @returns what the form's element is given.
 */
export function useKeptFocus() {
  const around = useRef<Element[]>([]);
  useLayoutEffect(() => {
    const [focused] = around.current;
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    const left = around.current.find(
      (element) => element.isConnected && element.querySelector(controls),
    );
    [...(left?.querySelectorAll<HTMLElement>(controls) ?? [])].at(-1)?.focus();
  });
  return {
    onFocusCapture: ({ target, currentTarget }: FocusEvent<Element>) => {
      // In the popover of a form, which is no part of it in the page, nothing is removed.
      if (!currentTarget.contains(target)) return;
      const found: Element[] = [];
      for (let each: Element | null = target; each; each = each.parentElement) {
        found.push(each);
        if (each === currentTarget) break;
      }
      around.current = found;
    },
  };
}
