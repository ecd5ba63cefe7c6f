/** How well a rule fares: trials that it fails first, then its price in those that it gets right, summed over them. */
export interface Score {
  readonly failures: number;
  /** Price where the schedule is kindest. */
  readonly least: number;
  /** Price where it is unkindest. */
  readonly most: number;
}

/** Below zero where the first is better. */
export function compareScores(a: Score, b: Score): number {
  return a.failures - b.failures || a.most - b.most || a.least - b.least;
}
