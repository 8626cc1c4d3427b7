import { defineAccepts } from '../../trigger.ts';
import { definition } from './definition.ts';

export const accepts = defineAccepts(
  definition,
  ({ button }, event) => button === '' || event.button === button,
);
