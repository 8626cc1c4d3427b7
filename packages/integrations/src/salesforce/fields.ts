import { z } from 'zod';

/** Which kind of record a node is about. */
export const object = z.enum(['Lead', 'Contact', 'Case']).meta({
  title: 'Kind of record',
  choices: { Lead: 'A lead', Contact: 'A contact', Case: 'A case' },
});
