import PostalMime from 'postal-mime';
import { type Attachment, type Body, unstuff, withoutNul } from '#lib/mail/body';
import { decodeText } from '#lib/mail/charset';
import { htmlToText } from '#lib/mail/html-text';
import type { MailFlag } from '#lib/mail/issue';

/**
 * The rare mail that the own reading refuses (a mail within a mail, broken boundaries, an encoding of its own), read by
 * the library. format=flowed is hidden from it, because it reflows and so damages diffs. undefined where it gives up too.
 */
export async function readBodyWithLibrary(raw: Uint8Array): Promise<Body | undefined> {
  const flags = new Set<MailFlag>();
  const hidden = hideFlowed(raw);
  try {
    const mail = await PostalMime.parse(hidden.bytes);
    let text = mail.text ?? '';
    if (text === '' && mail.html !== undefined) {
      text = htmlToText(mail.html);
      flags.add('html-only');
    }
    if (hidden.isFlowed) flags.add('flowed');
    // Mails within mails are read some levels deep; the rest is left as if it had been attached.
    const isCut = mail.attachments.some((one) => one.mimeType === 'message/rfc822' && one.disposition !== 'attachment');
    if (isCut) flags.add('deep-mime');
    const attachments = mail.attachments.map((item): Attachment => {
      const content =
        typeof item.content === 'string' ? new TextEncoder().encode(item.content) : new Uint8Array(item.content);
      const name = item.filename ?? '';
      const mayBePatch = item.mimeType.startsWith('text/') || /\.(?:patch|diff|txt)$/i.test(name);
      return {
        name: name.replaceAll('\0', '\ufffd'),
        type: item.mimeType,
        size: content.length,
        text: mayBePatch
          ? decodeText(content, undefined).text.replace(/\r+$/gm, '').replaceAll('\0', '\ufffd')
          : undefined,
      };
    });
    const shown = withoutNul(text.replace(/\r+$/gm, ''), flags);
    return {
      text: hidden.isFlowed ? unstuff(shown) : shown,
      footer: '',
      attachments,
      flags,
      stuffed: hidden.isFlowed ? shown : undefined,
    };
  } catch {
    return undefined;
  }
}

/** A copy in which `format=flowed` on lines of a Content-Type header says `format=flow_d`; nothing moves. */
function hideFlowed(raw: Uint8Array): { bytes: Uint8Array; isFlowed: boolean } {
  const bytes = raw.slice();
  const text = new TextDecoder('latin1').decode(raw);
  let isFlowed = false;
  for (const match of text.matchAll(/^content-type:[^\n]*(?:\n[ \t][^\n]*)*/gim)) {
    for (const found of match[0].matchAll(/format\s*=\s*"?flow(?=ed)/gi)) {
      isFlowed = true;
      bytes[match.index + found.index + found[0].length] = 0x5f;
    }
  }
  return { bytes, isFlowed };
}
