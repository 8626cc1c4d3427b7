// Made by `npm run list:nodes` from the files beside it; do not edit.
import type { Action } from './action.ts';
import { action as handOverAction } from './hand_over.ts';
import { action as sendMessageAction } from './send_message.ts';
import { action as setContactPropertyAction } from './set_contact_property.ts';
import { action as tagConversationAction } from './tag_conversation.ts';

/** How the nodes act that are neither triggers nor conditions. */
export const actions: Record<string, Action> = {
  hand_over: handOverAction,
  send_message: sendMessageAction,
  set_contact_property: setContactPropertyAction,
  tag_conversation: tagConversationAction,
};
