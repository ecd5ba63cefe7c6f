/**
 * `text` as one part of an address. Everything that could end or change the part is escaped, `/` and `%` included;
 * what reads well in a Message-ID (`@ = + $ : ,`) stays as it is, as RFC 3986 3.3 allows in a path.
 */
export function pathPart(text: string): string {
  // What is half of a sign has no escape.
  const whole = text.replace(/[\ud800-\udfff]/gu, '\ufffd');
  return encodeURIComponent(whole).replace(/%(40|3D|2B|24|3A|2C)/g, (code) => decodeURIComponent(code));
}

/** Address of a mail. `view` is what follows: `raw`, `mbox`, `t.mbox.gz`, `t.atom`, `T/` or `t/`; empty for the mail's own page. */
export function mailPath<View extends string>(messageId: string, view: View): `/m/${string}/${View}` {
  return `/m/${pathPart(messageId)}/${view}`;
}

/** Address of a patch. */
export function patchPath(messageId: string): `/p/${string}/` {
  return `/p/${pathPart(messageId)}/`;
}

/**
 * The Message-ID in a page's `[id]`, which Next hands over escaped; angle brackets of a pasted id are taken off.
 * Undefined where the escapes are broken.
 */
export function findMessageId(part: string): string | undefined {
  try {
    return trimBrackets(decodeURIComponent(part));
  } catch {
    return undefined;
  }
}

/** A Message-ID without the angle brackets and spaces it may have been pasted with. */
export function trimBrackets(text: string): string {
  return text.trim().replace(/^<([^<>]*)>$/, '$1');
}

/** Address of a list's threads. */
export function listPath(list: string): `/mail/${string}/` {
  return `/mail/${pathPart(list)}/`;
}
