import { Component, type ReactNode } from 'react';

interface Properties {
  children: ReactNode;
  /** Shown when the children cannot be rendered. */
  instead: ReactNode;
}

/** Keeps an error of its children from taking the rest of the page with them. */
export class ErrorBoundary extends Component<Properties, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.instead : this.props.children;
  }
}
