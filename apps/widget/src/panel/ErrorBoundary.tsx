import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';

/** Shows `instead` when its children cannot be rendered, so that one message never hides the others. */
export function ErrorBoundary({
  children,
  instead,
}: {
  children: ComponentChildren;
  instead: ComponentChildren;
}) {
  const [error] = useErrorBoundary();
  return <>{error ? instead : children}</>;
}
