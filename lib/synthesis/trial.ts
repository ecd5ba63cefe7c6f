/** How a rule fares in one situation: right at some price, or not. Where a bound was met nothing is known, and that is never right. */
export type Ending =
  | { readonly is: 'right'; readonly least: number; readonly most: number }
  | { readonly is: 'wrong' | 'unknown'; readonly by: string };

/** A situation that rules are tried in. It asks slots by their index, and nothing but the answers decides how it ends. */
export interface Trial {
  readonly id: string;
  /** Plays to the end. `ask` gives the same answer to the same question; questions come in an order that the answers alone decide. */
  play(ask: Ask): Ending;
}

export type Ask = (slot: number, seen: number) => number;
