import { z } from 'zod';
import type { Issue } from '#lib/argument/issue';

/** An issue that was kept as JSON. */
export const issueForm = z.strictObject({
  severity: z.enum(['error', 'warning', 'note']),
  code: z.string(),
  message: z.string(),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  field: z.string().nullable(),
}) satisfies z.ZodType<Issue>;
