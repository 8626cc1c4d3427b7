export * from './definition.ts';
export * from './diagnostics.ts';
