import { defineAccepts } from '../../trigger.ts';
import { definition } from './definition.ts';

export const accepts = defineAccepts(definition, ({ on, channel, contains }, event) => {
  const words = contains.trim().toLowerCase();
  return (
    event.type === on &&
    (channel === '' || event.channel === channel) &&
    String(event.text).toLowerCase().includes(words)
  );
});
