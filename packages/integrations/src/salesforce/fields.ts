import { z } from 'zod';

export const objects = ['Lead', 'Contact', 'Case'] as const;

/** Which kind of record a node is about. */
export const object = z.enum(objects).meta({
  title: 'Kind of record',
  choices: { Lead: 'A lead', Contact: 'A contact', Case: 'A case' },
});
