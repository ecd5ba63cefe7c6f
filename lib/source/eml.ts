import type { Container } from '#lib/source/source';

/** A mail above this is no mail: see read-mbox. */
const MAX_MAIL = 128 << 20;

/** One of these every mail has; a line with a colon alone many a text, program or YAML file begins with. */
const field =
  /^(?:from|to|cc|date|subject|message-id|received|return-path|sender|reply-to|delivered-to|mime-version|list-id|content-type|x-[\w-]+)[ \t]*:/im;
/** Lines that are no header end the block as an empty one does. */
const headers = /^(?:>?From [^\n]*\n)?(?:[!-9;-~]{1,60}[ \t]*:[^\n]*(?:\n|$)|[ \t][^\n]*(?:\n|$))*/;

/** One mail in one file, as mail programs save it. */
export const eml: Container = {
  form: 'container',
  name: 'eml',
  title: 'one mail a file, as mail programs save it',
  isSequence: false,
  detect(first) {
    const start = Buffer.from(first.buffer, first.byteOffset, Math.min(first.byteLength, 1 << 16)).toString('latin1');
    return field.test(headers.exec(start)?.[0] ?? '') ? {} : undefined;
  },
  async *read(input) {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of input.chunks) {
      size += chunk.length;
      if (size > MAX_MAIL) {
        const message = `a mail of over ${MAX_MAIL} bytes was passed over`;
        yield { kind: 'issue', severity: 'error', code: 'too-large', message, file: input.file, offset: 0 };
        return;
      }
      chunks.push(chunk);
    }
    if (size > 0) yield { kind: 'message', bytes: Buffer.concat(chunks), file: input.file, offset: 0 };
  },
};
