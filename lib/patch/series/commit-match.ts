import type { MessageId } from '#lib/mail/message-id';

/** A commit, as far as it is compared. */
export interface CommitFacts {
  readonly subject: string;
  readonly authorName: string;
  readonly authorAddress: string;
  /** The message without its subject. */
  readonly body: string;
}

const address = /https?:\/\/[^\s<>"]+|<[^<>\s@]+@[^<>\s]+>/g;

/**
 * The Message-IDs that a commit says it was made of: those of its `Link:` and `Message-ID:` trailers, in an archive's address or
 * between angle brackets. What a `Closes:` or a sentence links to is something else.
 */
export function readSourceIds(body: string): MessageId[] {
  const ids: MessageId[] = [];
  for (const line of body.split('\n')) {
    const value = /^(?:Link|Message-Id|Patchwork-Link|Lore):[ \t]*(.*)$/i.exec(line)?.[1];
    if (value === undefined) continue;
    for (const [found] of value.matchAll(address)) {
      const id = found.startsWith('<') ? found.slice(1, -1) : idInAddress(found);
      if (id !== undefined) ids.push(id);
    }
    if (/^[^\s<>@/]+@[^\s<>@/]+$/.test(value)) ids.push(value);
  }
  return ids;
}

function idInAddress(url: string): MessageId | undefined {
  const segments = url
    .replace(/[?#].*$/, '')
    .split('/')
    .slice(3);
  for (const segment of segments) {
    try {
      const id = decodeURIComponent(segment);
      if (/^[^\s@]+@[^\s@]+$/.test(id)) return id;
    } catch {
      // A broken escape is no Message-ID.
    }
  }
  return undefined;
}

/** A subject for comparing: without brackets, case and white space, as `git am` and hands change them. */
export function foldSubject(subject: string): string {
  return subject
    .replace(/^(?:\s*\[[^\]]*\])+/, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '')
    .trim();
}
