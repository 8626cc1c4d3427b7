import { z } from 'zod';

/** Of nodes that post. */
export const inThread = z.boolean().default(true).meta({
  title: 'One thread for each conversation',
  description: 'What is posted later about the same conversation follows below the first.',
});

export const verifies = z.boolean().default(true).meta({
  title: 'Look whether it was posted, before it is tried again',
  description: 'It is then posted exactly once. Otherwise at most once: the team is asked.',
});
