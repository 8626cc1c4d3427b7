import { ApiError, type workflowDiagnostic } from '@echoai/contract';
import type { z } from 'zod';

export type Diagnostic = z.infer<typeof workflowDiagnostic>;

/** The errors for which the API refused a graph; empty when it refused for something else. */
export function diagnosticsOf(error: unknown): Diagnostic[] {
  if (!(error instanceof ApiError)) return [];
  const { code, errors = [] } = error.problem;
  if (code !== 'workflow-invalid' && code !== 'invalid-request') return [];
  return errors.map(({ path, message }) => {
    const [nodeId = '', ...field] = path.split('.');
    return {
      code,
      severity: 'error' as const,
      nodeId: nodeId || null,
      ...(field.length > 0 ? { field: field.join('.') } : {}),
      message,
      path: [],
    };
  });
}
