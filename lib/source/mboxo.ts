import { unescapeLines } from '#lib/source/mboxrd';
import { readMbox } from '#lib/source/read-mbox';
import type { Source } from '#lib/source/source';

/**
 * The old kind: `From ` became `>From `, and what was `>From ` stayed so. No byte tells it from mboxrd, so it is read only
 * when asked for; a sender's own `>From ` loses its mark, which this kind cannot help.
 */
export const mboxo: Source = {
  name: 'mboxo',
  detect: () => undefined,
  read: (input) => readMbox(input, { unescape: (bytes) => unescapeLines(bytes, /^>From /) }),
};
