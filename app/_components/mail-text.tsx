import type { ReactNode } from 'react';
import { mailPath } from './mail-link';

const address = /https?:\/\/[^\s<>"'`{}|\\^]+/g;
const archived =
  /^https?:\/\/(?:lore\.kernel\.org|lkml\.kernel\.org|marc\.info)\/(?:r\/|lkml\/|[\w.-]+\/)(?<id>[^/?#]+@[^/?#]+)\/?/;

/**
 * Text of a mail, as text nodes, with its web addresses as links: those of an archive's mail to the mail here, the
 * others out. Closing marks of the sentence around an address are not taken for a part of it. A function like the other
 * small parts of a mail, not a component: a thread on one page has thousands of them, and each component costs.
 */
export function mailText(text: string): ReactNode {
  if (!text.includes('://')) return text;
  const nodes: ReactNode[] = [];
  let at = 0;
  for (const found of text.matchAll(address)) {
    const url = trimEnd(found[0]);
    nodes.push(text.slice(at, found.index), link(url, found.index));
    at = found.index + url.length;
  }
  nodes.push(text.slice(at));
  return nodes;
}

function link(url: string, key: number): ReactNode {
  const id = findArchivedId(url);
  return id === undefined ? (
    <a key={key} href={url} rel="noreferrer nofollow">
      {url}
    </a>
  ) : (
    <a key={key} href={mailPath(id, '')}>
      {url}
    </a>
  );
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
