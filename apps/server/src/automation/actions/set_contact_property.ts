import { definition } from '@echoai/automation/nodes/set_contact_property/definition';
import { propertyValue } from '@echoai/contract';
import { setContactProperty } from '../../conversation/actions/updateContact.ts';
import { ActionError, defineAction } from './action.ts';
import { contactOf } from './inConversation.ts';

export const action = defineAction(definition, {
  async inside(tx, { config, step }) {
    const { name } = config;
    const value = propertyValue.safeParse(config.value);
    if (!value.success) {
      const message = 'The value is no text of at most 1,000 characters, number, true or false.';
      throw new ActionError(message, { isPermanent: true });
    }
    const set = await setContactProperty(tx, { ...contactOf(step), name, value: value.data });
    if (set === 'full')
      throw new ActionError('The contact has 100 properties already.', { isPermanent: true });
    return { outcome: 'next', output: {} };
  },
});
