import { definition } from '@echoai/automation/nodes/update_contact/definition';
import { setContactProperty, updateContact } from '../../conversation/actions/updateContact.ts';
import { defineAction } from './action.ts';
import { contactOf } from './inConversation.ts';

/** The first word of a name is the first name; the phone number is the property `phone`. */
export const action = defineAction(definition, {
  async inside(tx, { config, step }) {
    const contact = contactOf(step);
    const [name, email, phone] = [config.name, config.email, config.phone].map((text) =>
      text?.trim(),
    );
    const [firstName, ...others] = name ? name.split(/\s+/) : [];
    const lastName = others.join(' ');
    if (name || email) {
      await updateContact(tx, {
        ...contact,
        ...(email ? { email } : {}),
        ...(firstName ? { firstName } : {}),
        ...(lastName ? { lastName } : {}),
      });
    }
    if (phone) await setContactProperty(tx, { ...contact, name: 'phone', value: phone });
    return { outcome: 'next', output: { externalUserId: contact.externalUserId } };
  },
});
