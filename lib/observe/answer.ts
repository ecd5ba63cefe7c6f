import { z } from 'zod';

/** What a program found of the machine it ran on. */
const facts = z.object({
  version: z.string(),
  machine: z.string(),
  uid: z.number(),
  cpus: z.number(),
  /** `always`, `madvise`, `never`; empty without THP. */
  thp: z.string(),
  hugePages: z.number(),
  freeHugePages: z.number(),
  swapKb: z.number(),
  /** -1 where there is no such setting. */
  ioUringDisabled: z.number(),
  unprivilegedUserfaultfd: z.number(),
  softDirty: z.boolean(),
  /** -1 for no limit. */
  memlockKb: z.number(),
});

export type MachineFacts = z.infer<typeof facts>;

const answer = z.object({
  program: z.string(),
  kind: z.enum(['base', 'thp', 'hugetlb']),
  /** `uname -r` */
  release: z.string(),
  facts,
  registers: z.record(z.string(), z.string()),
  /** What became of the page that a store or a reference found: `unknown` unless root asks. */
  pages: z.array(z.object({ step: z.string(), page: z.enum(['kept', 'copied', 'new', 'swapped', 'unknown']) })),
  /** Why it could not be played to its end; empty when it was. */
  problems: z.array(z.string()),
});

/** The line of JSON that a program prints. */
export type Answer = z.infer<typeof answer>;

/** Reads a program's line; undefined where it is none. */
export function readAnswer(line: string): Answer | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return answer.safeParse(value).data;
}

/**
 * Copies that a run made, by page frames; undefined where they are hidden (from all but root) or say too little, as of
 * a page that comes from swap.
 */
export function countCopies({ facts, pages }: Answer): number | undefined {
  if (facts.uid !== 0 || pages.some(({ page }) => page === 'swapped')) return undefined;
  return pages.filter(({ page }) => page === 'copied').length;
}
