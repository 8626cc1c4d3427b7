import {
  contactChange,
  maxProperties,
  maxTags,
  propertyName,
  propertyValue,
  tag as tagSchema,
} from '@echoai/contract/contact';
import type { ScopeConversation, ScopeVisitor } from '../scope.ts';

/** What nodes change of people, by the rules of the server. A text is why they cannot. */

type Visitor = Partial<ScopeVisitor>;
type Conversation = Partial<ScopeConversation>;

/** Tags are compared and kept in lower case with single spaces; a conversation has 50 at most. */
export function withTags(
  conversation: Conversation,
  { add, remove }: { add: string[]; remove: string[] },
): Conversation | string {
  const tags = new Set(conversation.tags);
  const read = (typed: string) => tagSchema.safeParse(typed).data;
  if ([...add, ...remove].some((typed) => read(typed) === undefined))
    return 'A tag has 1 to 40 characters.';
  for (const typed of add) {
    tags.add(read(typed)!);
    if (tags.size > maxTags) return `The conversation has ${maxTags} tags already.`;
  }
  for (const typed of remove) tags.delete(read(typed)!);
  return { ...conversation, tags: [...tags] };
}

/** A visitor has 100 properties at most. */
export function withProperty(visitor: Visitor, name: string, value: unknown): Visitor | string {
  const { data, success } = propertyValue.safeParse(value);
  if (!success) return 'The value is no text of at most 1,000 characters, number, true or false.';
  if (!propertyName.safeParse(name).success) return `The name ${name} is reserved.`;
  const properties = { ...visitor.properties, [name]: data };
  return Object.keys(properties).length > maxProperties
    ? `The contact has ${maxProperties} properties already.`
    : { ...visitor, properties };
}

/** The first word of a name is the first name; a proven e-mail address stays. */
export function withContact(
  visitor: Visitor,
  config: { name?: string; email?: string; phone?: string },
): Visitor | string {
  const [name, email, phone] = [config.name, config.email, config.phone].map((text) =>
    text?.trim(),
  );
  const [firstName, ...others] = name ? name.split(/\s+/) : [];
  const lastName = others.join(' ');
  const change = contactChange.safeParse({
    ...(email && { email }),
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
  });
  if (!change.success) return `The ${change.error.issues[0]!.path.join('.')} cannot be stored.`;
  const changed = { ...visitor, ...change.data };
  if (visitor.emailProven && visitor.email) changed.email = visitor.email;
  return phone ? withProperty(changed, 'phone', phone) : changed;
}
