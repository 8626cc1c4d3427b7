import type { FieldText } from '@echoai/automation/fields/template';
import { z } from 'zod';

/** Which connection a node uses. */
export const connection = (provider: string, title: string) =>
  z
    .string()
    .min(1, 'must be chosen')
    .max(64)
    .meta({ title: `${title} connection`, control: 'connection', provider });

/**
 * A value that the provider lists: a channel, a stage.
 * @param list name of the picker among the provider's `options`
 * @param dependsOn fields of the same configuration that it needs to know
 * @param mayBeNew whether a configuration may name one that the provider does not have yet
 */
export const option = ({
  list,
  dependsOn = [],
  isOptional = false,
  mayBeNew,
  ...text
}: FieldText & {
  list: string;
  dependsOn?: string[];
  isOptional?: boolean;
  mayBeNew?: (config: Record<string, unknown>) => boolean;
}) =>
  z
    .string()
    .max(300)
    .refine((value) => isOptional || value.trim() !== '', { message: 'must be chosen' })
    .meta({ ...text, control: 'option', list, dependsOn, ...(mayBeNew && { mayBeNew }) });

/** What an e-mail address that the visitor only typed may do to a record that is there already. */
export const ifNotProven = z
  .enum(['keep', 'update'])
  .default('keep')
  .meta({
    title: 'If the visitor has not proven the address',
    description: 'Anybody can type somebody else’s address into a chat.',
    choices: {
      keep: 'Create a new record only; leave one that is there as it is',
      update: 'Update a record that is there, too',
    },
  });

/** Whether a record may be read by an e-mail address that the visitor only typed. */
export const ifUnproven = z
  .enum(['absent', 'read'])
  .default('absent')
  .meta({
    title: 'If the visitor has not proven the e-mail address',
    description:
      'Anybody can type somebody else’s address into a chat. Read it only for what your team sees, and never for a message to the visitor.',
    choices: {
      absent: 'Leave by “Not there”, without looking',
      read: 'Read the record all the same',
    },
  });

/** How often a trigger looks whether there is something new. */
export const everyMinutes = z
  .enum(['1', '5', '15', '60'])
  .default('5')
  .meta({
    title: 'Look',
    choices: {
      '1': 'Every minute',
      '5': 'Every 5 minutes',
      '15': 'Every 15 minutes',
      '60': 'Every hour',
    },
  });
