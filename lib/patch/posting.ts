import type { MessageId } from '#lib/mail/message-id';
import { quoteDepth } from '#lib/mail/quote';

/** Another mail that a cover letter or a patch's notes name. */
export interface Mention {
  readonly id: MessageId;
  /** It is named as an earlier version, not as what this depends on or answers. */
  readonly isVersion: boolean;
}

/** What a patch's mail says of its series, beside its subject. */
export interface PostingFacts {
  /** b4's `change-id:`, or Gerrit's `Change-Id:`. */
  readonly changeId: string | undefined;
  /** The commit that it applies to, as written (`git format-patch --base`). */
  readonly baseCommit: string | undefined;
  readonly mentions: readonly Mention[];
}

/** More links than this in one mail are a bibliography. */
const MOST = 40;

const versionWords = /\bv\d+(?:\.\d+)?\b|\bversions?\b|\bprevious|\bearlier\b|\brfc\b|\bre-?sen[dt]\b|\brepost/i;
const otherWords =
  /\bdepend|\bprerequisite|\bbased[- ]on\b|\bon top of\b|\brequires?\b|\bappl(?:y|ies|ied)\b|\breport|\bbug\b|\bdiscuss|\bsuggest|\bCloses\b|\bFixes\b/i;
const address = /https?:\/\/[^\s<>"]+|<[^<>\s@]+@[^<>\s]+>|\bid:[^\s<>@]+@[^\s<>]+/g;

/**
 * Reads what a mail says of its series. Of a cover letter every unquoted line counts; of a patch what stands below `---`
 * or after the diff, because the links of a commit message lead to what it mends.
 */
export function readPosting(text: string, isCover: boolean): PostingFacts {
  const hasId = text.includes('hange-') && /hange-[iI]d:/.test(text);
  const changeId = !hasId
    ? undefined
    : (find(text, /^change-id:[ \t]+([\w.+/-]{6,200})[ \t]*$/m) ??
      find(text, /^Change-Id:[ \t]+(I[0-9a-f]{40})[ \t]*$/m));
  const baseCommit = !text.includes('base-commit:') ? undefined : find(text, /^base-commit:[ \t]+([0-9a-f]{7,64})\b/m);
  return { changeId, baseCommit, mentions: readMentions(isCover ? text : notesOf(text)) };
}

function find(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1];
}

/** What is said to the list alone: below the `---` that ends the commit message, down to the diff. */
function notesOf(text: string): string {
  const from = text.search(/^---$/m);
  if (from < 0) return '';
  const diff = text.slice(from).search(/^(?:diff |--- \S|Index: )/m);
  return diff < 0 ? text.slice(from) : text.slice(from, from + diff);
}

function readMentions(text: string): Mention[] {
  if (!text.includes('@') && !text.includes('%40')) return [];
  const found = new Map<MessageId, boolean>();
  const lines = text.split('\n');
  for (const [i, line] of lines.entries()) {
    if (quoteDepth(line) > 0 || found.size >= MOST) continue;
    for (const match of line.matchAll(address)) {
      const id = idOf(match[0]);
      if (id === undefined) continue;
      const label = labelOf(lines, i, match[0]);
      const isVersion = versionWords.test(label) && !otherWords.test(label);
      found.set(id, (found.get(id) ?? false) || isVersion);
    }
  }
  return [...found].map(([id, isVersion]) => ({ id, isVersion }));
}

/** The Message-ID in an archive's address (the segment with an @), between angle brackets, or after `id:`. */
function idOf(text: string): MessageId | undefined {
  if (text.startsWith('<')) return text.slice(1, -1);
  if (text.startsWith('id:')) return text.slice(3).replace(/[).,;]+$/, '');
  const segments = text
    .replace(/[?#].*$/, '')
    .replace(/[).,;\]]+$/, '')
    .split('/')
    .slice(3);
  for (const segment of segments) {
    const id = decode(segment);
    if (/^[^\s@]+@[^\s@]+$/.test(id)) return id;
  }
  return undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * The words that say what an address is for: those on its line; for a footnote (`[1] https://...`) the line that has its
 * mark; for an address alone on its line the line above.
 */
function labelOf(lines: readonly string[], at: number, found: string): string {
  const own = (lines[at] ?? '').replaceAll(found, ' ').replaceAll(address, ' ');
  const mark = /^\s*(\[\w{1,8}\])[:\s]*$/.exec(own)?.[1];
  if (mark !== undefined) return lines.find((line, i) => i !== at && line.includes(mark)) ?? '';
  if (/[\p{L}\d]/u.test(own)) return own;
  for (let i = at - 1; i >= 0 && i >= at - 3; i--) {
    const above = (lines[i] ?? '').replaceAll(address, ' ');
    if (/[\p{L}\d]/u.test(above)) return above;
  }
  return '';
}
