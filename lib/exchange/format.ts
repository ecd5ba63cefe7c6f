import type { Issue } from '#lib/argument/issue';
import type { RecordKind, RecordOf } from '#lib/argument/records';
import type { ExchangedDebate } from '#lib/exchange/debate';
import type { ClaimDraft } from '#lib/exchange/draft';

/** What reading a text gave. Nothing is dropped in silence: an issue names each thing that was not taken over. */
export type Reading =
  /** Whole records, to be stored as they are. */
  | { readonly is: 'records'; readonly records: readonly PlacedRecord[]; readonly issues: readonly Issue[] }
  /** Claims of which some fields may be missing: what the format cannot say. */
  | { readonly is: 'drafts'; readonly drafts: readonly ClaimDraft[]; readonly issues: readonly Issue[] };

/** A record and where it begins in the text that was read. */
export interface PlacedRecord {
  readonly record: RecordOf<RecordKind>;
  /** 1-based. Asked only where something is wrong, for looking it up takes a while. */
  readonly lineOf: () => number;
}

/** A form in which a debate leaves or enters. */
export interface Format {
  /** As `--format` and addresses say it. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what it holds and what it leaves out. */
  readonly meaning: string;
  /** Ending of its files, without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** The same debate gives the same text, byte for byte. */
  readonly print: (debate: ExchangedDebate) => string;
  /** Null for a format that is only written. `file` is what issues call the text. */
  readonly read: ((text: string, file: string) => Reading) | null;
}
