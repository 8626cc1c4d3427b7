import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** How near to the end still counts as reading the end, in pixels. */
const near = 48;

/**
 * Keeps the end of the conversation in view while it grows, and while an on-screen keyboard takes
 * room from it; not when the visitor has scrolled up to read.
 */
export function useBottom(content: unknown) {
  const scroller = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  const follow = useCallback(() => {
    const element = scroller.current;
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, []);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      const below = element.scrollHeight - element.scrollTop - element.clientHeight;
      isAtEnd.current = below < near;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    const observer = new ResizeObserver(follow);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [follow]);
  useLayoutEffect(follow, [content]);
  const toBottom = useCallback(() => {
    isAtEnd.current = true;
    follow();
  }, [follow]);
  return { scroller, toBottom };
}
