/** One thing that a text in the search box names, instead of words to look for. */
export type Jump =
  /** A Message-ID: `<…>`, a header, or the address of a mail in some archive. */
  | { readonly kind: 'mail'; readonly messageId: string }
  /** What may be a Message-ID or somebody's address. */
  | { readonly kind: 'mailbox'; readonly messageId: string }
  /** The beginning of a commit's id, in small letters. */
  | { readonly kind: 'commit'; readonly commit: string };

/**
 * What a text names, whether or not it is known here; undefined for words.
 *
 * - An archive's address is any `http` or `https` address with a part that looks like a Message-ID (lore.kernel.org,
 *   public-inbox elsewhere, Patchwork, patch.msgid.link), or one in `?i=` as marc.info has it. marc.info's and lkml.org's
 *   numbers name no mail to anybody else.
 * - A commit is 4 to 40 hexadecimal digits. Below seven it needs both a digit and a letter: `2021` and `dead` are words.
 */
export function findJump(typed: string): Jump | undefined {
  const text = typed.trim();
  const inAddress = findIdInAddress(text);
  if (inAddress !== undefined) return { kind: 'mail', messageId: inAddress };
  const header = /^(?:message-id:\s*)?<(?<id>[^<>\s]+)>$/i.exec(text)?.groups?.id;
  if (header !== undefined) return { kind: 'mail', messageId: header };
  const bare = /^message-id:\s*(?<id>[^<>\s"]+@[^<>\s"]+)$/i.exec(text)?.groups?.id;
  if (bare !== undefined) return { kind: 'mail', messageId: bare };
  if (/^(?:(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{4,6}|[0-9a-f]{7,40})$/i.test(text)) {
    return { kind: 'commit', commit: text.toLowerCase() };
  }
  return /^[^\s<>":]+@[^\s<>":]+$/.test(text) ? { kind: 'mailbox', messageId: text } : undefined;
}

function findIdInAddress(text: string): string | undefined {
  const parts = /^https?:\/\/[^/?#\s@]+\/(?<path>[^?#\s]*)(?:\?(?<query>[^#\s]*))?(?:#\S*)?$/i.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const named = new URLSearchParams(parts.query ?? '').get('i');
  if (named?.includes('@')) return named.replace(/^<|>$/g, '');
  for (const part of (parts.path ?? '').split('/')) {
    const id = decodePart(part);
    if (/^[^@\s<>]+@[^\s<>]+$/.test(id)) return id;
  }
  return undefined;
}

/** Without its escapes; as it is where they are broken. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
