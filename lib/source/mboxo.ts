import { unescapeLines } from '#lib/source/mboxrd';
import { readMbox } from '#lib/source/read-mbox';
import { saidKind } from '#lib/source/separator';
import type { Container } from '#lib/source/source';

/**
 * The old kind: `From ` became `>From `, and what was `>From ` stayed so. No byte of a body tells it from
 * mboxrd, so it is read only when asked for or where the separator says it; a sender's own `>From ` loses its mark, which this kind cannot help.
 */
export const mboxo: Container = {
  form: 'container',
  name: 'mboxo',
  title: 'mbox that escapes only "From ", once',
  isSequence: true,
  detect: (first) => (saidKind(first) === 'mboxo' ? {} : undefined),
  read: (input) => readMbox(input, { unescape: (bytes) => unescapeLines(bytes, /^>From /) }),
};
