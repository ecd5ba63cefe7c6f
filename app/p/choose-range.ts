import { parseTarget, printTarget } from './annotation-target';

/** A range whose two ends were chosen one after the other. */
export interface ChosenRange {
  /** Its first line, as `printTarget` writes it, and the numbers of both. */
  readonly from: string;
  readonly line: number;
  readonly end: number;
}

/** The range from one line to another, whichever comes first; undefined where they are not on one side of one file. */
export function nextRange(first: string, second: string): ChosenRange | undefined {
  const [a, b] = [parseTarget(first), parseTarget(second)];
  if (a === undefined || b === undefined || a.path !== b.path || a.side !== b.side) return undefined;
  if (a.line === 0 || b.line === 0) return undefined;
  const [line, end] = [Math.min(a.line, b.line), Math.max(a.line, b.line)];
  return { from: printTarget({ ...a, on: 'line', line, end: line }), line, end };
}
