declare module '@mixmark-io/domino' {
  /** A node of a page, as far as it is used here. */
  export interface PageNode {
    nodeName: string;
    nodeType: number;
    nodeValue: string | null;
    textContent: string | null;
    parentNode: PageNode | null;
    firstChild: PageNode | null;
    nextSibling: PageNode | null;
    getAttribute(name: string): string | null;
    /** Undefined, not null, where nothing is found. */
    querySelector(selector: string): PageNode | undefined;
    remove(): void;
  }
  /** The page as a browser reads it; nothing of it runs. */
  export function createDocument(html: string, force?: boolean): { body: PageNode };
}
