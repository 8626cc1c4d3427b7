import { partFor } from '@echoai/automation';

/**
 * Whether a canary starts for a visitor. The same visitor is always in or always out, a greater share
 * keeps those who are in, and each version has visitors of its own.
 */
export function isInCanary({
  workflowId,
  version,
  share,
  visitorId,
}: {
  workflowId: string;
  version: number;
  /** Percent. */
  share: number;
  visitorId: string;
}): boolean {
  const parts = [
    { id: 'canary', percentage: share },
    { id: 'active', percentage: 100 - share },
  ];
  return partFor({ parts, visitorId, nodeId: `${workflowId}@${version}` }).id === 'canary';
}
