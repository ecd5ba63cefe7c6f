/** A scenario or a policy that the export does not cover. Its message is a whole sentence. */
export class NotCovered extends Error {
  /** 1-based line of the scenario's text; undefined when no line is to blame. */
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}
