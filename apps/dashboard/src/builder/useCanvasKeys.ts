import { type RefObject, useEffect, useRef } from 'react';
import { type Command, commandOf } from './keys';

const arrows = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
} as const;
export type Arrow = keyof typeof arrows;

/** A step of an arrow key in the canvas, in pixels: two of its grid. */
export function stepOf(key: Arrow): { x: number; y: number } {
  const [x, y] = arrows[key];
  return { x: x * 16, y: y * 16 };
}

interface CanvasKeys {
  onCommand: (command: Command, key: string) => void;
  /** The text for the clipboard; undefined when nothing is selected. */
  onCopy: () => string | undefined;
  onCut: () => void;
  /** @returns whether the text was nodes */
  onPaste: (text: string) => boolean;
}

/**
 * Keys and clipboard of the canvas. They count when the focus is in it or, after what had it is
 * gone, nowhere; never where one types.
 */
export function useCanvasKeys(canvas: RefObject<HTMLElement | null>, keys: CanvasKeys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const isOurs = ({ target }: Event) => {
      const element = target as Element;
      if (!canvas.current || canvas.current.getClientRects().length === 0) return false;
      if (element.closest?.('input, textarea, select, [contenteditable]')) return false;
      return element === document.body || canvas.current.contains(element);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isOurs(event) || event.defaultPrevented) return;
      const command = commandOf(event);
      // Enter presses the button that has the focus.
      const isButton = (event.target as Element).closest('button, a') !== null;
      if (!command || (isButton && command === 'configure')) return;
      event.preventDefault();
      latest.current.onCommand(command, event.key);
    };
    const onCopy = (event: ClipboardEvent) => {
      // A text that is marked is meant to be copied itself.
      if (!isOurs(event) || getSelection()?.toString()) return;
      const text = latest.current.onCopy();
      if (text === undefined) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', text);
      if (event.type === 'cut') latest.current.onCut();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs(event)) return;
      if (latest.current.onPaste(event.clipboardData?.getData('text/plain') ?? ''))
        event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [canvas]);
}
