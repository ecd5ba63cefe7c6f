/** What the form of regrouping shows after it was sent: why nothing was saved, and what stood in it. */
export interface RegroupState {
  readonly how: string;
  readonly with: string;
  readonly part: string;
  /** Counts answers, so that the fields take what the last one says. */
  readonly turn: number;
  readonly problems: readonly string[];
}

export const emptyRegroup: RegroupState = { how: '', with: '', part: '', turn: 0, problems: [] };
