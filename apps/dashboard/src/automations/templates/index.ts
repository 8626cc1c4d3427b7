import { escalation } from './escalation.ts';
import { feedback } from './feedback.ts';
import { followUp } from './followUp.ts';
import { handOver } from './handOver.ts';
import { leadCapture } from './leadCapture.ts';
import { lowMood } from './lowMood.ts';
import { orderStatus } from './orderStatus.ts';
import { outOfHours } from './outOfHours.ts';
import { refundApproval } from './refundApproval.ts';
import type { AutomationTemplate } from './template.ts';
import { vipRouting } from './vipRouting.ts';

/** What most owners want first; each works once it has what it needs, and is there to be changed. */
export const templates: AutomationTemplate[] = [
  leadCapture,
  lowMood,
  handOver,
  orderStatus,
  outOfHours,
  refundApproval,
  vipRouting,
  escalation,
  followUp,
  feedback,
];
