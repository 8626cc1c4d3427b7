import { definition } from '@echoai/automation/nodes/set_contact_property/definition';
import { propertyValue } from '@echoai/contract';
import {
  parsePropertyName,
  setContactProperties,
} from '../../conversation/actions/updateContact.ts';
import { notFound } from '../../platform/errors.ts';
import { ActionError, defineAction } from './action.ts';
import { contactOf } from './inConversation.ts';
import { together } from './together.ts';

export const action = defineAction(definition, {
  insideTogether: together({
    want({ config: { name, value }, step }) {
      const contact = contactOf(step);
      const parsed = propertyValue.safeParse(value);
      if (!parsed.success) {
        const message = 'The value is no text of at most 1,000 characters, number, true or false.';
        throw new ActionError(message, { isPermanent: true });
      }
      return { ...contact, name: parsePropertyName(name), value: parsed.data };
    },
    perform: setContactProperties,
    conclude(set) {
      if (!set) throw notFound('contact');
      if (set === 'full')
        throw new ActionError('The contact has 100 properties already.', { isPermanent: true });
      return { outcome: 'next', output: {} };
    },
  }),
});
