/** How near bytes are to the mail as it was sent; `raw` where nothing is said. */
export type Lossy = 'rendered' | 'flattened';

/** One mail as it came, and where from. */
export interface RawMessage {
  readonly kind: 'message';
  /** The mail's bytes without the container's separator and escapes. */
  readonly bytes: Uint8Array;
  /** The file's path as given, `-` for standard input; of a repository `PATH:COMMIT`. */
  readonly file: string;
  /** Byte of the file (after decompression) at which the mail or its separator begins, from 0. */
  readonly offset: number;
  /** Where its place goes on after it, in the place's own words; a container leaves it out. */
  readonly cursor?: string;
  /** Text as a web page shows it, or such text that lost its lines; left out for the mail's own bytes. */
  readonly fidelity?: Lossy;
}

/** A mail that its place held once and holds no more. */
export interface RawRemoval {
  readonly kind: 'removal';
  /** The mail, byte for byte as it was. */
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly cursor?: string;
}

/** Where a place goes on the next time, where no mail says it. */
export interface SourceMark {
  readonly kind: 'mark';
  readonly cursor: string;
}

/** A mail that its place holds still: told, all of them, before `RestIsGone`. */
export interface StillHeld {
  readonly kind: 'still';
  readonly bytes: Uint8Array;
}

/** What the place gave before and did not tell as still held since is gone from it: its history was rewritten. */
export interface RestIsGone {
  readonly kind: 'rest-is-gone';
}

/** Something wrong with a file: reported, never thrown. */
export interface SourceIssue {
  readonly kind: 'issue';
  /** `error`: something could not be read; `note`: a rule was applied that is worth knowing. */
  readonly severity: 'error' | 'note';
  readonly code:
    | 'not-mail'
    | 'damaged-gzip'
    | 'damaged-zstd'
    | 'unreadable'
    | 'too-large'
    | 'wrong-length'
    | 'from-line'
    | 'leading-bytes'
    | 'kind-assumed'
    | 'not-a-file'
    | 'vanished'
    | 'rewritten'
    | 'flattened'
    | 'rendered';
  readonly message: string;
  readonly file: string;
  readonly offset: number;
}

/** What a container gives. */
export type SourceItem = RawMessage | SourceIssue;
/** What a place gives. */
export type PlaceItem = SourceItem | RawRemoval | SourceMark | StillHeld | RestIsGone;

/** The bytes of one file, decompressed, in chunks, and its name. */
export interface Input {
  readonly file: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Byte of the file at which the chunks begin; 0 where it is left out. */
  readonly base?: number;
}

/** How sure a container is that a file is its own; `note` is a sentence for the user where it had to assume. */
export interface Detection {
  readonly note?: string;
}

/** A file's form, told from its bytes. */
export interface Container {
  readonly form: 'container';
  /** The word for `--format`. */
  readonly name: string;
  /** What it is, in a few words, for the help and the guide. */
  readonly title: string;
  /** Whether mails stand one after another in it, so that reading can go on in the middle. */
  readonly isSequence: boolean;
  /** Whether a file that begins with these bytes (up to 1 MB) is one; undefined when not. */
  detect(first: Uint8Array): Detection | undefined;
  /** Reads it as a stream: never more in memory than one mail and a chunk. */
  read(input: Input): AsyncGenerator<SourceItem>;
}

/** How a place is read. */
export interface PlaceOptions {
  /** Where reading ended the last time, as the place said it; left out to read all. */
  readonly cursor?: string | undefined;
  /** Read every file as this, whatever it looks like. */
  readonly container?: Container | undefined;
  /** What to do where a place of files is as it was when all of it had been read. */
  readonly unchanged: 'read-again' | 'skip';
  /** Hosts that may be asked, in words of `lib/source/allowed-host`. */
  readonly hosts: readonly string[];
  /** How far reading is: of `total` steps `done`, bytes of a file or mails of a repository; total undefined if not known. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
  /** Ends reading between two mails. */
  readonly signal?: AbortSignal | undefined;
  /** What `-` reads; standard input. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/** Where mail is kept: a file, a folder, a repository, a server. */
export interface Place {
  readonly form: 'place';
  /** The word for `--format`, and under which the database keeps it. */
  readonly name: string;
  readonly title: string;
  /** Whether an address, as the user wrote it, is such a place. */
  recognise(address: string): Promise<boolean>;
  /** Whether its past may change: then it tells what is still there, and `RestIsGone`. */
  readonly canRewrite: boolean;
  /** Reads what is new since the cursor. Throws `UnreadablePlace` where nothing can be read at all. */
  read(address: string, options: PlaceOptions): AsyncGenerator<PlaceItem>;
}

export type Source = Container | Place;

/** Nothing can be read there; the message is the sentence for the user. */
export class UnreadablePlace extends Error {}
