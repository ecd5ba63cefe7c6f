import { mailPath } from './mail-link';

const address = /https?:\/\/[^\s<>"'`{}|\\^]+/g;
const archived =
  /^https?:\/\/(?:lore\.kernel\.org|lkml\.kernel\.org|marc\.info)\/(?:r\/|lkml\/|[\w.-]+\/)(?<id>[^/?#]+@[^/?#]+)\/?/;

/** A stretch of text, or a web address in it. */
export type AddressPart =
  | { readonly text: string; readonly href?: never }
  /** `isOwn`: it is an archive's address of a mail, and leads to the mail here. */
  | { readonly text: string; readonly href: string; readonly isOwn: boolean };

/** Cuts a text at its web addresses. Closing marks of the sentence around one are not taken for a part of it. */
export function cutAddresses(text: string): AddressPart[] {
  const parts: AddressPart[] = [];
  let at = 0;
  for (const found of text.matchAll(address)) {
    const url = trimEnd(found[0]);
    const id = findArchivedId(url);
    if (found.index > at) parts.push({ text: text.slice(at, found.index) });
    parts.push({ text: url, href: id === undefined ? url : mailPath(id, ''), isOwn: id !== undefined });
    at = found.index + url.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

/** The Message-ID that an address of a public archive names; undefined where it names none. */
export function findArchivedId(url: string): string | undefined {
  const id = archived.exec(url)?.groups?.id;
  try {
    return id === undefined ? undefined : decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

function trimEnd(url: string): string {
  const trimmed = url.replace(/[.,:;!?'*_]+$/, '');
  return trimmed.endsWith(')') && !trimmed.includes('(') ? trimmed.slice(0, -1) : trimmed;
}
