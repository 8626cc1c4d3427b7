export { asText, maxRendered, maxTemplate } from './engine.ts';
export { type ParsedTemplate, parseTemplate } from './parseTemplate.ts';
export { type RenderError, render, renderAddress, renderValue } from './render.ts';
