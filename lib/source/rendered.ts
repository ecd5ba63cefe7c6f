import { eml } from '#lib/source/eml';
import { isHtmlPage, readPage } from '#lib/source/rendered-page';
import { findSeparator } from '#lib/source/separator';
import type { Container, Lossy } from '#lib/source/source';

/** A page above this is no page of one mail. */
const MAX_PAGE = 16 << 20;

/** The first header of the mails made here: it keeps saying so when they are exported and read again. */
const MARK = 'X-Moot-Fidelity: ';

/** How near a mail's bytes are to what was sent, by their first header; undefined for the mail's own bytes. */
export function fidelityOf(bytes: Uint8Array): Lossy | undefined {
  if (bytes[0] !== 0x58 || bytes.length < MARK.length + 9) return undefined;
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, MARK.length + 9).toString('latin1');
  if (start.startsWith(`${MARK}rendered`)) return 'rendered';
  return start.startsWith(`${MARK}flattene`) ? 'flattened' : undefined;
}

/**
 * A mail as a web archive shows it: a saved page, or its text pasted. The headers that it shows are kept, the Message-ID is
 * read if it shows one, else the archive makes one from the content, which is the same each time. White space that the page lost makes it `flattened`: no diff is
 * taken from that.
 */
export const rendered: Container = {
  form: 'container',
  name: 'rendered',
  title: 'a saved page of a mail archive (HTML), or a mail pasted as such a page shows it',
  isSequence: false,
  detect(first) {
    const start = Buffer.from(first.buffer, first.byteOffset, Math.min(first.byteLength, 1 << 15)).toString('utf8');
    if (isHtmlPage(start) || shownByArchive.test(start)) return { note: said };
    if (eml.detect(first) !== undefined) return undefined;
    // A mailbox whose beginning is torn off shows headers too.
    if (findSeparator(Buffer.from(first.buffer, first.byteOffset, first.byteLength)) !== undefined) return undefined;
    const top = start.split('\n').slice(0, 12).join('\n');
    return /^From:? .*\S/m.test(top) && /^Date:? .*\d/m.test(top) ? { note: said } : undefined;
  },
  async *read(input) {
    const { file } = input;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of input.chunks) {
      size += chunk.length;
      if (size > MAX_PAGE) {
        const message = `a page of over ${MAX_PAGE} bytes is no mail: passed over`;
        yield { kind: 'issue', severity: 'error', code: 'too-large', message, file, offset: 0 };
        return;
      }
      chunks.push(chunk);
    }
    const page = readPage(new TextDecoder().decode(Buffer.concat(chunks)));
    if (page.body.trim() === '') {
      const message = 'the page shows no text of a mail';
      yield { kind: 'issue', severity: 'error', code: 'not-mail', message, file, offset: 0 };
      return;
    }
    if (page.mails > 1) {
      const message = `the page seems to show ${page.mails} mails: they are taken for one (a page of one mail each is better)`;
      yield { kind: 'issue', severity: 'error', code: 'rendered', message, file, offset: 0 };
    }
    if (page.fidelity === 'flattened') {
      const message = 'its lines are lost: kept as flattened text, from which no diff is taken';
      yield { kind: 'issue', severity: 'note', code: 'flattened', message, file, offset: 0 };
    }
    const headers = page.headers.map(([name, value]) => `${name}: ${value}\n`).join('');
    const type = 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n';
    const bytes = Buffer.from(`${MARK}${page.fidelity}\n${headers}${type}\n${page.body}`);
    yield { kind: 'message', bytes, file, offset: 0, fidelity: page.fidelity };
  },
};

const said = 'read as text that a web archive shows, not as the mail itself';

/** What only the text of an archive's page has: public-inbox's links, marc.info's masked ids, Patchwork's table. */
const shownByArchive =
  /^(?:Message-ID: <[^>\n]*> \(raw\)|(?:Date|Subject): .*\[(?:thread overview|flat\|nested)\]|Message-ID: +\S+ \(\) |Message ID \| \S+)/im;
