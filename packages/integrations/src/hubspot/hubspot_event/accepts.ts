import { defineAccepts } from '../../trigger.ts';
import { definition } from './definition.ts';

export const accepts = defineAccepts(
  definition,
  ({ on, property }, event) =>
    event.type === on &&
    (!on.endsWith('propertyChange') || property === '' || event.property === property),
);
