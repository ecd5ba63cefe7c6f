/** One mail as it came, and where from. */
export interface RawMessage {
  readonly kind: 'message';
  /** The mail's bytes without the container's separator and escapes. */
  readonly bytes: Uint8Array;
  /** The file's path as given, `-` for standard input. */
  readonly file: string;
  /** Byte of the file (after decompression) at which the mail or its separator begins, from 0. */
  readonly offset: number;
}

/** Something wrong with a file: reported, never thrown. */
export interface SourceIssue {
  readonly kind: 'issue';
  /** `error`: something could not be read; `note`: a rule was applied that is worth knowing. */
  readonly severity: 'error' | 'note';
  readonly code:
    | 'not-mail'
    | 'damaged-gzip'
    | 'unreadable'
    | 'too-large'
    | 'wrong-length'
    | 'from-line'
    | 'leading-bytes'
    | 'kind-assumed';
  readonly message: string;
  readonly file: string;
  readonly offset: number;
}

export type SourceItem = RawMessage | SourceIssue;

/** The bytes of one file, decompressed, in chunks, and its name. */
export interface Input {
  readonly file: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** How sure a source is that a file is its own; `note` is a sentence for the user where it had to assume. */
export interface Detection {
  readonly note?: string;
}

/** A container of mails. */
export interface Source {
  /** The word for `--format`. */
  readonly name: string;
  /** Whether a file that begins with these bytes (up to 1 MB) is one; undefined when not. */
  detect(first: Uint8Array): Detection | undefined;
  /** Reads it as a stream: never more in memory than one mail and a chunk. */
  read(input: Input): AsyncGenerator<SourceItem>;
}
