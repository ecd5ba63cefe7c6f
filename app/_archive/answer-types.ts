/** A request as every server hands it over. */
export interface ArchiveRequest {
  readonly method: string;
  /** Path and query as they were sent, escapes and all. */
  readonly target: string;
  /** The value of a header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

/** What is answered. Headers by their names in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** All bytes, or as they are made; undefined for none. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array> | undefined;
}
