// Made by `npm run list:nodes` from the folders of the nodes; do not edit.
import { run as sheetsAppendRowRun } from '@echoai/integrations/google-sheets/sheets_append_row/run';
import { run as sheetsFindRowRun } from '@echoai/integrations/google-sheets/sheets_find_row/run';
import { run as sheetsListSheetsRun } from '@echoai/integrations/google-sheets/sheets_list_sheets/run';
import { run as sheetsUpdateRowRun } from '@echoai/integrations/google-sheets/sheets_update_row/run';
import { run as hubspotAddNoteRun } from '@echoai/integrations/hubspot/hubspot_add_note/run';
import { run as hubspotCreateDealRun } from '@echoai/integrations/hubspot/hubspot_create_deal/run';
import { run as hubspotFindContactRun } from '@echoai/integrations/hubspot/hubspot_find_contact/run';
import { run as hubspotUpsertContactRun } from '@echoai/integrations/hubspot/hubspot_upsert_contact/run';
import { run as salesforceAddTaskRun } from '@echoai/integrations/salesforce/salesforce_add_task/run';
import { run as salesforceFindRecordRun } from '@echoai/integrations/salesforce/salesforce_find_record/run';
import { run as salesforceUpsertRecordRun } from '@echoai/integrations/salesforce/salesforce_upsert_record/run';
import { run as slackAskApprovalRun } from '@echoai/integrations/slack/slack_ask_approval/run';
import { run as slackFindUserRun } from '@echoai/integrations/slack/slack_find_user/run';
import { run as slackPostMessageRun } from '@echoai/integrations/slack/slack_post_message/run';
import type { Action } from './action.ts';
import { action as aiPromptAction } from './ai_prompt.ts';
import { action as askApprovalAction } from './ask_approval.ts';
import { action as askVisitorAction } from './ask_visitor.ts';
import { action as handOverAction } from './hand_over.ts';
import { action as httpRequestAction } from './http_request.ts';
import { action as loopAction } from './loop.ts';
import { action as notifyTeamAction } from './notify_team.ts';
import { action as sendEmailAction } from './send_email.ts';
import { action as sendMessageAction } from './send_message.ts';
import { action as sendWebhookAction } from './send_webhook.ts';
import { action as setContactPropertyAction } from './set_contact_property.ts';
import { action as startWorkflowAction } from './start_workflow.ts';
import { action as tagConversationAction } from './tag_conversation.ts';
import { throughConnection } from './throughConnection.ts';
import { action as updateContactAction } from './update_contact.ts';
import { action as waitAction } from './wait.ts';

/** How the nodes act that are neither triggers nor conditions. */
export const actions: Record<string, Action> = {
  ai_prompt: aiPromptAction,
  ask_approval: askApprovalAction,
  ask_visitor: askVisitorAction,
  hand_over: handOverAction,
  http_request: httpRequestAction,
  hubspot_add_note: throughConnection('hubspot', hubspotAddNoteRun),
  hubspot_create_deal: throughConnection('hubspot', hubspotCreateDealRun),
  hubspot_find_contact: throughConnection('hubspot', hubspotFindContactRun),
  hubspot_upsert_contact: throughConnection('hubspot', hubspotUpsertContactRun),
  loop: loopAction,
  notify_team: notifyTeamAction,
  salesforce_add_task: throughConnection('salesforce', salesforceAddTaskRun),
  salesforce_find_record: throughConnection('salesforce', salesforceFindRecordRun),
  salesforce_upsert_record: throughConnection('salesforce', salesforceUpsertRecordRun),
  send_email: sendEmailAction,
  send_message: sendMessageAction,
  send_webhook: sendWebhookAction,
  set_contact_property: setContactPropertyAction,
  sheets_append_row: throughConnection('google-sheets', sheetsAppendRowRun),
  sheets_find_row: throughConnection('google-sheets', sheetsFindRowRun),
  sheets_list_sheets: throughConnection('google-sheets', sheetsListSheetsRun),
  sheets_update_row: throughConnection('google-sheets', sheetsUpdateRowRun),
  slack_ask_approval: throughConnection('slack', slackAskApprovalRun),
  slack_find_user: throughConnection('slack', slackFindUserRun),
  slack_post_message: throughConnection('slack', slackPostMessageRun),
  start_workflow: startWorkflowAction,
  tag_conversation: tagConversationAction,
  update_contact: updateContactAction,
  wait: waitAction,
};
