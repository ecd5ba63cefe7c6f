import type { Check } from '#lib/db/verify/check';
import { fullText } from '#lib/db/verify/full-text';
import { mailBytes } from '#lib/db/verify/mail-bytes';
import { pages } from '#lib/db/verify/pages';
import { references } from '#lib/db/verify/references';
import { revisions } from '#lib/db/verify/revisions';
import { threads } from '#lib/db/verify/threads';

/** Everything that `moot db verify` looks at, what the others rest on first. */
export const checks: readonly Check[] = [pages, references, mailBytes, threads, revisions, fullText];
