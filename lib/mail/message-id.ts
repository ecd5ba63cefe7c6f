/** A Message-ID without angle brackets, as it stands between them, case kept. */
export type MessageId = string;

const bracketed = /<([^<>\s]+)>/g;

/** A line of a mail has 998 characters at most (RFC 5322 2.1.1); an index of a database takes not many more. */
const MOST = 800;

/**
 * Whether an id can be an address's path segment: `.` and `..` cannot, browsers take them away. One that no line of a mail
 * has room for is none.
 */
function isUsable(id: string): boolean {
  return id !== '' && id.length <= MOST && id !== '.' && id !== '..';
}

/** A database's text has no place for NUL; the same in an id and in what refers to it, so that they still meet. */
function withoutNul(id: string): string {
  return id.includes('\0') ? id.replaceAll('\0', '\ufffd') : id;
}

/** The mail's own id out of its raw Message-ID header; undefined for none. White space inside is a folding accident. */
export function readMessageId(header: string | undefined): MessageId | undefined {
  if (header === undefined) return undefined;
  const inner = /<([^<>]+)>/.exec(header)?.[1] ?? header.trim().replace(/^<|>$/g, '');
  const id = withoutNul(inner.replace(/\s+/g, ''));
  return isUsable(id) ? id : undefined;
}

/**
 * The ids a References or In-Reply-To header names, in order, each once. Taken from the raw header, because prose may
 * stand around them (RFC 822's `Your message of ... <id>`) and decoders mangle it. `addresses` are the mail's own From,
 * To and Cc in lower case: some mailers write `Ann <ann@host>'s message of ...`, and an address is no id; nor are `y` and
 * `n`, which users have answered to git-send-email's question for In-Reply-To.
 */
export function readReferences(headers: readonly string[], addresses: ReadonlySet<string>): MessageId[] {
  const ids = new Set<MessageId>();
  for (const header of headers) {
    let found = false;
    for (const match of header.matchAll(bracketed)) {
      const id = withoutNul(match[1] ?? '');
      found = true;
      if (isUsable(id) && !/^[yn]$/i.test(id) && !addresses.has(id.toLowerCase())) ids.add(id);
    }
    if (found) continue;
    for (const token of header.split(/[\s,;]+/)) {
      const id = withoutNul(token.replace(/^<|>$/g, ''));
      if (isUsable(id) && /^[^\s@"']+@[^\s@"']+$/.test(id) && !addresses.has(id.toLowerCase())) ids.add(id);
    }
  }
  return [...ids];
}

/** The id as one segment of an address: `/` and `%` escaped so that they come back as they were; `@ + = $ ...` readable. */
export function escapeMessageId(id: MessageId): string {
  return encodeURIComponent(id.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(
    /%(?:40|3A|24|26|2B|2C|3B|3D)/g,
    (code) => decodeURIComponent(code),
  );
}

/** The id out of an address's segment; undefined for a broken escape. Forgives angle brackets. */
export function unescapeMessageId(segment: string): MessageId | undefined {
  try {
    const id = decodeURIComponent(segment).replace(/^<|>$/g, '');
    return isUsable(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A stable id for a mail that has none. `hash` is made of what every copy of the mail shares (`identityText`), so that the
 * mail imported again, or with other trace headers, is not doubled. `.invalid` (RFC 2606) can be no real host.
 */
export function makeUpMessageId(hash: string): MessageId {
  return `no-id.${hash.slice(0, 40)}@moot.invalid`;
}
