import { compile } from '@echoai/automation/compile';
import { nodeDefinitions } from '@echoai/automation/nodes/index';
import { rootTypes } from '@echoai/automation/scope';
import type { WorkflowGraph } from '@echoai/contract';

/** Checks graphs beside the page, where it may take its time: 200 nodes need 15 ms. */
addEventListener(
  'message',
  ({ data }: MessageEvent<{ graph: WorkflowGraph; revision: number }>) => {
    const { diagnostics } = compile({
      graph: data.graph,
      definitions: nodeDefinitions,
      roots: rootTypes,
    });
    postMessage({ diagnostics, revision: data.revision });
  },
);
