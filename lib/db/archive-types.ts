/**
 * What the mail archive gives to pages and commands: plain values, no database types. Dates are ISO 8601,
 * Message-IDs stand without angle brackets, line numbers are 1-based unless a name ends in 0.
 */

import type { TextBlock } from '#lib/mail/quote';
import type { DiffFile } from '#lib/patch/diff/diff-file';
import type { SnippetSegment } from '#lib/search/snippet';

/** Who wrote something: the decoded display name (may be empty) and the address in lower case (may be empty). */
export interface Author {
  readonly name: string;
  readonly address: string;
}

/**
 * A stretch of a mail's text: a quote by its depth, with the marks taken off; the line that introduces it; an unquoted
 * diff; what follows `-- `; prose.
 */
export type MessageBlock = TextBlock;

/** How faithful the stored form is: the mail's bytes, text taken from a web page, or text that lost its lines. */
export type Fidelity = 'raw' | 'rendered' | 'flattened';

/** Another mail, or another raw form of the same mail, kept under one Message-ID. */
export interface OtherForm {
  /** `copy`: the same mail as another list sent it; `other`: a different mail under the same Message-ID. */
  readonly kind: 'copy' | 'other';
  /** 0-based number among the different mails under this Message-ID, for `findMessage(id, form)`. */
  readonly form: number;
  /** SHA-256 of the bytes, for `findRaw(id, hash)`. */
  readonly hash: string;
  readonly subject: string;
  /** Bytes of the raw form. */
  readonly size: number;
}

/** A patch in one line, as the mail's page and lists show it. */
export interface PatchSummary {
  readonly seriesId: number;
  readonly version: number;
  readonly part: number | null;
  readonly total: number | null;
  readonly isCover: boolean;
  /** A diff proposed in a reply. */
  readonly isProposal: boolean;
  readonly files: number;
  readonly added: number;
  readonly removed: number;
  /** Why the diff could not be read; null when it was read and its counts agree. */
  readonly problem: string | null;
}

/** One mail, decoded for reading. */
export interface MessageView {
  /** Number of the message in this database. */
  readonly id: number;
  readonly messageId: string;
  readonly author: Author;
  /**
   * The date to sort by, with the offset of the zone it was written in, so that its first ten characters are the day that
   * the writer saw; null when the mail says none that can be true and no Received does.
   */
  readonly dateIso: string | null;
  readonly dateAsWritten: string;
  readonly subject: string;
  readonly to: string;
  readonly cc: string;
  /** Names of the lists it came over, sorted. */
  readonly lists: readonly string[];
  /** Decoded text, lines ended by `\n`, without NUL. */
  readonly text: string;
  readonly blocks: readonly MessageBlock[];
  /** Text parts that a list manager appended, apart from the text. */
  readonly footer: string;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[];
  readonly threadId: number;
  readonly parentMessageId: string | null;
  /** Whether the parent is held, or a ghost. */
  readonly isParentHeld: boolean;
  /** Words of the parser, e.g. `no-message-id`, `bad-date`, `unknown-charset`, `nul`, `other-body`. */
  readonly flags: readonly string[];
  readonly otherForms: readonly OtherForm[];
  readonly patch?: PatchSummary;
  readonly fidelity: Fidelity;
}

/** One place in a thread's tree, in reading order (depth first, siblings by date). A ghost has no message. */
export interface ThreadNode {
  readonly messageId: string;
  readonly isGhost: boolean;
  /** 0 for a root. */
  readonly depth: number;
  readonly parentMessageId: string | null;
  readonly subject: string;
  readonly author: Author;
  readonly dateIso: string | null;
  /** Part of a series: `2/5`, `0/5` for a cover letter, `diff` for one proposed in a reply; null for what is no patch. */
  readonly part: string | null;
  readonly flags: readonly string[];
}

/** A whole thread. */
export interface ThreadView {
  readonly id: number;
  readonly subject: string;
  readonly messages: number;
  readonly ghosts: number;
  readonly firstIso: string;
  readonly lastIso: string;
  readonly nodes: readonly ThreadNode[];
  /** Message-IDs whose parent link was cut because it closed a circle. */
  readonly cut: readonly string[];
}

/** A thread in one line. */
export interface ThreadRow {
  readonly id: number;
  readonly subject: string;
  readonly messages: number;
  readonly firstIso: string;
  readonly lastIso: string;
  /** A held message to link to: the earliest. */
  readonly messageId: string;
  readonly author: Author;
}

/** A page of a list; `page` is 1-based. */
export interface Paged<T> {
  readonly rows: readonly T[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

export interface DiffLine {
  /** `\` is git's remark on the line before ("No newline at end of file"). */
  readonly sign: ' ' | '+' | '-' | '\\';
  readonly oldLine: number | null;
  readonly newLine: number | null;
  /** The line without its sign. */
  readonly text: string;
}

export interface HunkView {
  /** The whole `@@` line. */
  readonly header: string;
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly DiffLine[];
}

/** A file of a patch, as its diff says it, with its hunks for the page. */
export interface FileView extends Omit<DiffFile, 'hunks'> {
  /** 0-based position in the patch. */
  readonly index: number;
  readonly hunks: readonly HunkView[];
}

/** One message of a series. */
export interface SeriesPart {
  readonly messageId: string;
  readonly title: string;
  /** 0 for a cover letter; null for an unnumbered patch. */
  readonly part: number | null;
  readonly isCover: boolean;
}

export interface SeriesView {
  readonly id: number;
  readonly title: string;
  readonly version: number;
  readonly total: number | null;
  readonly isRfc: boolean;
  readonly isResend: boolean;
  readonly parts: readonly SeriesPart[];
  /** The other versions of its lineage: a message to link to for each. */
  readonly versions: readonly { readonly id: number; readonly version: number; readonly messageId: string }[];
}

/** A patch or a cover letter, read. */
export interface PatchView {
  readonly messageId: string;
  /** The subject without its brackets. */
  readonly title: string;
  readonly subject: string;
  readonly series: SeriesView;
  readonly part: number | null;
  readonly total: number | null;
  readonly isCover: boolean;
  /** A diff proposed in a reply: `series` is the one that it answers, where that is held; it is no part of it. */
  readonly isProposal: boolean;
  readonly author: Author;
  readonly dateIso: string | null;
  /** The text above the diff: commit message and, after `---`, the notes. */
  readonly description: string;
  readonly added: number;
  readonly removed: number;
  readonly files: readonly FileView[];
  /** Why the diff could not be read; then `files` is empty and `diffText` is the diff as text. */
  readonly problem: string | null;
  readonly diffText: string;
  readonly flags: readonly string[];
}

export interface SearchHit {
  readonly id: number;
  readonly messageId: string;
  readonly subject: string;
  readonly author: Author;
  readonly dateIso: string | null;
  /** The subject with the words marked, as far as they were looked for there. */
  readonly title: readonly SnippetSegment[];
  readonly snippet: readonly SnippetSegment[];
  /** The words that were looked for stand in what it quotes, and nowhere in the text that its author wrote. */
  readonly isOnlyQuoted: boolean;
}

/** A page of hits. */
export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** Where the following page begins: see `readCursor`. null at the end. */
  readonly next: string | null;
  /** Number of hits, counted to `countLimit` at most. */
  readonly count: number;
  /** There are more than `count`. */
  readonly isCountCapped: boolean;
  /** Mails that could not be found yet, because the full text is still being made. */
  readonly behind: number;
  /** `date`: newest first. It is `date` too where ranking was asked for and there were too many hits. */
  readonly order: 'date' | 'rank';
}
