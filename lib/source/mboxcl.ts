import { lengthByHeader } from '#lib/source/mboxcl2';
import { unescapeLines } from '#lib/source/mboxrd';
import { readMbox } from '#lib/source/read-mbox';
import { saidKind } from '#lib/source/separator';
import type { Container } from '#lib/source/source';

/**
 * Escaped as mboxo is, and each mail's Content-Length, of the escaped body, says where it ends. No byte of a body tells
 * whether a `>From ` was the sender's, so this is read only when asked for or where the separator says it.
 */
export const mboxcl: Container = {
  form: 'container',
  name: 'mboxcl',
  title: 'mbox by Content-Length, "From " escaped too',
  isSequence: true,
  detect: (first) => (saidKind(first) === 'mboxcl' ? {} : undefined),
  read: (input) => readMbox(input, { unescape: (bytes) => unescapeLines(bytes, /^>From /), lengthOf: lengthByHeader }),
};
