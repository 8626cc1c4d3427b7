// Made by `npm run list:nodes` from the folders of the nodes; do not edit.
import { definition as sheetsAppendRowDefinition } from '@echoai/integrations/google-sheets/sheets_append_row/definition';
import { definition as sheetsFindRowDefinition } from '@echoai/integrations/google-sheets/sheets_find_row/definition';
import { definition as sheetsListSheetsDefinition } from '@echoai/integrations/google-sheets/sheets_list_sheets/definition';
import { definition as sheetsNewRowDefinition } from '@echoai/integrations/google-sheets/sheets_new_row/definition';
import { poll as sheetsNewRowPoll } from '@echoai/integrations/google-sheets/sheets_new_row/poll';
import { definition as sheetsUpdateRowDefinition } from '@echoai/integrations/google-sheets/sheets_update_row/definition';
import { definition as hubspotAddNoteDefinition } from '@echoai/integrations/hubspot/hubspot_add_note/definition';
import { definition as hubspotCreateDealDefinition } from '@echoai/integrations/hubspot/hubspot_create_deal/definition';
import { accepts as hubspotEventAccepts } from '@echoai/integrations/hubspot/hubspot_event/accepts';
import { definition as hubspotEventDefinition } from '@echoai/integrations/hubspot/hubspot_event/definition';
import { definition as hubspotFindContactDefinition } from '@echoai/integrations/hubspot/hubspot_find_contact/definition';
import { definition as hubspotUpsertContactDefinition } from '@echoai/integrations/hubspot/hubspot_upsert_contact/definition';
import { definition as salesforceAddTaskDefinition } from '@echoai/integrations/salesforce/salesforce_add_task/definition';
import { definition as salesforceFindRecordDefinition } from '@echoai/integrations/salesforce/salesforce_find_record/definition';
import { definition as salesforceUpsertRecordDefinition } from '@echoai/integrations/salesforce/salesforce_upsert_record/definition';
import { definition as slackAskApprovalDefinition } from '@echoai/integrations/slack/slack_ask_approval/definition';
import { accepts as slackEventAccepts } from '@echoai/integrations/slack/slack_event/accepts';
import { definition as slackEventDefinition } from '@echoai/integrations/slack/slack_event/definition';
import { definition as slackFindUserDefinition } from '@echoai/integrations/slack/slack_find_user/definition';
import { accepts as slackInteractionAccepts } from '@echoai/integrations/slack/slack_interaction/accepts';
import { definition as slackInteractionDefinition } from '@echoai/integrations/slack/slack_interaction/definition';
import { definition as slackPostMessageDefinition } from '@echoai/integrations/slack/slack_post_message/definition';
import type { Accepts, Poller } from '@echoai/integrations/trigger';
import type { NodeDefinition } from '../definition.ts';
import type { Evaluator } from '../evaluation.ts';
import type { Matcher } from '../triggers.ts';
import { definition as aiPromptDefinition } from './ai_prompt/definition.ts';
import { definition as askApprovalDefinition } from './ask_approval/definition.ts';
import { definition as askVisitorDefinition } from './ask_visitor/definition.ts';
import { definition as businessHoursDefinition } from './business_hours/definition.ts';
import { evaluate as businessHoursEvaluate } from './business_hours/evaluate.ts';
import { definition as conversationEndedDefinition } from './conversation_ended/definition.ts';
import { matches as conversationEndedMatches } from './conversation_ended/matches.ts';
import { definition as conversationHandedOverDefinition } from './conversation_handed_over/definition.ts';
import { matches as conversationHandedOverMatches } from './conversation_handed_over/matches.ts';
import { definition as conversationIdleDefinition } from './conversation_idle/definition.ts';
import { matches as conversationIdleMatches } from './conversation_idle/matches.ts';
import { definition as conversationStartedDefinition } from './conversation_started/definition.ts';
import { matches as conversationStartedMatches } from './conversation_started/matches.ts';
import { definition as conversationTaggedDefinition } from './conversation_tagged/definition.ts';
import { matches as conversationTaggedMatches } from './conversation_tagged/matches.ts';
import { definition as endDefinition } from './end/definition.ts';
import { definition as handOverDefinition } from './hand_over/definition.ts';
import { definition as httpRequestDefinition } from './http_request/definition.ts';
import { definition as ifDefinition } from './if/definition.ts';
import { evaluate as ifEvaluate } from './if/evaluate.ts';
import { definition as intentDetectedDefinition } from './intent_detected/definition.ts';
import { matches as intentDetectedMatches } from './intent_detected/matches.ts';
import { definition as loopDefinition } from './loop/definition.ts';
import { definition as manualDefinition } from './manual/definition.ts';
import { definition as messageReceivedDefinition } from './message_received/definition.ts';
import { matches as messageReceivedMatches } from './message_received/matches.ts';
import { definition as notifyTeamDefinition } from './notify_team/definition.ts';
import { definition as scheduleDefinition } from './schedule/definition.ts';
import { definition as sendEmailDefinition } from './send_email/definition.ts';
import { definition as sendMessageDefinition } from './send_message/definition.ts';
import { definition as sendWebhookDefinition } from './send_webhook/definition.ts';
import { definition as sentimentDefinition } from './sentiment/definition.ts';
import { matches as sentimentMatches } from './sentiment/matches.ts';
import { definition as setContactPropertyDefinition } from './set_contact_property/definition.ts';
import { definition as splitDefinition } from './split/definition.ts';
import { evaluate as splitEvaluate } from './split/evaluate.ts';
import { definition as startWorkflowDefinition } from './start_workflow/definition.ts';
import { definition as switchDefinition } from './switch/definition.ts';
import { evaluate as switchEvaluate } from './switch/evaluate.ts';
import { definition as tagConversationDefinition } from './tag_conversation/definition.ts';
import { definition as thresholdDefinition } from './threshold/definition.ts';
import { evaluate as thresholdEvaluate } from './threshold/evaluate.ts';
import { definition as updateContactDefinition } from './update_contact/definition.ts';
import { definition as validateDataDefinition } from './validate_data/definition.ts';
import { evaluate as validateDataEvaluate } from './validate_data/evaluate.ts';
import { definition as waitDefinition } from './wait/definition.ts';
import { definition as webhookDefinition } from './webhook/definition.ts';

/** Every kind of node. */
export const nodeDefinitions: Record<string, NodeDefinition> = {
  ai_prompt: aiPromptDefinition,
  ask_approval: askApprovalDefinition,
  ask_visitor: askVisitorDefinition,
  business_hours: businessHoursDefinition,
  conversation_ended: conversationEndedDefinition,
  conversation_handed_over: conversationHandedOverDefinition,
  conversation_idle: conversationIdleDefinition,
  conversation_started: conversationStartedDefinition,
  conversation_tagged: conversationTaggedDefinition,
  end: endDefinition,
  hand_over: handOverDefinition,
  http_request: httpRequestDefinition,
  hubspot_add_note: hubspotAddNoteDefinition,
  hubspot_create_deal: hubspotCreateDealDefinition,
  hubspot_event: hubspotEventDefinition,
  hubspot_find_contact: hubspotFindContactDefinition,
  hubspot_upsert_contact: hubspotUpsertContactDefinition,
  if: ifDefinition,
  intent_detected: intentDetectedDefinition,
  loop: loopDefinition,
  manual: manualDefinition,
  message_received: messageReceivedDefinition,
  notify_team: notifyTeamDefinition,
  salesforce_add_task: salesforceAddTaskDefinition,
  salesforce_find_record: salesforceFindRecordDefinition,
  salesforce_upsert_record: salesforceUpsertRecordDefinition,
  schedule: scheduleDefinition,
  send_email: sendEmailDefinition,
  send_message: sendMessageDefinition,
  send_webhook: sendWebhookDefinition,
  sentiment: sentimentDefinition,
  set_contact_property: setContactPropertyDefinition,
  sheets_append_row: sheetsAppendRowDefinition,
  sheets_find_row: sheetsFindRowDefinition,
  sheets_list_sheets: sheetsListSheetsDefinition,
  sheets_new_row: sheetsNewRowDefinition,
  sheets_update_row: sheetsUpdateRowDefinition,
  slack_ask_approval: slackAskApprovalDefinition,
  slack_event: slackEventDefinition,
  slack_find_user: slackFindUserDefinition,
  slack_interaction: slackInteractionDefinition,
  slack_post_message: slackPostMessageDefinition,
  split: splitDefinition,
  start_workflow: startWorkflowDefinition,
  switch: switchDefinition,
  tag_conversation: tagConversationDefinition,
  threshold: thresholdDefinition,
  update_contact: updateContactDefinition,
  validate_data: validateDataDefinition,
  wait: waitDefinition,
  webhook: webhookDefinition,
};

/** How conditions decide. */
export const evaluators: Record<string, Evaluator> = {
  business_hours: businessHoursEvaluate,
  if: ifEvaluate,
  split: splitEvaluate,
  switch: switchEvaluate,
  threshold: thresholdEvaluate,
  validate_data: validateDataEvaluate,
};

/** Which events start the workflows of a trigger; those without start otherwise. */
export const matchers: Record<string, Matcher> = {
  conversation_ended: conversationEndedMatches,
  conversation_handed_over: conversationHandedOverMatches,
  conversation_idle: conversationIdleMatches,
  conversation_started: conversationStartedMatches,
  conversation_tagged: conversationTaggedMatches,
  intent_detected: intentDetectedMatches,
  message_received: messageReceivedMatches,
  sentiment: sentimentMatches,
};

/** Which events of a provider start the workflows of its triggers. */
export const accepters: Record<string, Accepts> = {
  hubspot_event: hubspotEventAccepts,
  slack_event: slackEventAccepts,
  slack_interaction: slackInteractionAccepts,
};

/** How triggers ask their provider what is new. */
export const pollers: Record<string, Poller> = {
  sheets_new_row: { provider: 'google-sheets', poll: sheetsNewRowPoll },
};
