import { defineMatcher } from '../../triggers.ts';
import { definition } from './definition.ts';

export const matches = defineMatcher(definition);
