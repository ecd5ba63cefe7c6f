import { openCarry, type Placement } from '#lib/patch/carry/carry';
import { findWords } from '#lib/patch/carry/side-file';
import type { VersionPair } from './carry-corpus.ts';
import { cutVersion, type OracleLine, openOracle } from './carry-oracle.ts';

/** What became of an annotation on every line that a version changes, in the next version. */
export interface CarryTable {
  lines: number;
  /** Lines that the next version still has, between the same neighbours, as the oracle says. */
  existing: number;
  /** Of these, by what the carrying says. */
  readonly ofExisting: Record<Placement['state'], number>;
  /** The same of the lines that are gone, or stand beside others now. */
  readonly ofOthers: Record<Placement['state'], number>;
  /** Carried as exact or moved to a line that the oracle does not know as the same. */
  readonly wrong: CarryCase[];
  /** Existing lines that were not carried as exact or moved. */
  readonly missed: CarryCase[];
}

export interface CarryCase {
  readonly series: string;
  /** `mm/shmem.c:a2427` */
  readonly line: string;
  readonly text: string;
  readonly state: Placement['state'];
  readonly why: string;
  /** Where it was carried to; null where it is orphaned. */
  readonly carriedTo: string | null;
  /** Where the oracle has it. */
  readonly standsAt: readonly string[];
}

const none = () => ({ exact: 0, moved: 0, changed: 0, orphaned: 0 });

export function emptyTable(): CarryTable {
  return { lines: 0, existing: 0, ofExisting: none(), ofOthers: none(), wrong: [], missed: [] };
}

/** Annotates every added and removed line of a version, carries each to the next one, and asks the oracle. */
export function measurePair({ name, from, to }: VersionPair, table: CarryTable): void {
  const carry = openCarry(from, to);
  const ask = openOracle(to);
  const files = new Map(from.map((patch) => [patch.messageId, patch.files]));
  for (const line of cutVersion(from)) {
    if (!line.isChanged) continue;
    const { patch, path, side } = line;
    const where = { path, side, line: line.line, end: line.line };
    const words = findWords(files.get(patch) ?? [], where);
    if (words === undefined) throw new Error(`${name}: no words for ${sayLine(line)}`);
    const placement = carry({ patch, ...where, words });
    const same = ask(line, 'same file');
    table.lines++;
    if (same.length > 0) table.existing++;
    (same.length > 0 ? table.ofExisting : table.ofOthers)[placement.state]++;
    const isCarried = placement.state === 'exact' || placement.state === 'moved';
    const said = (): CarryCase => ({
      series: name,
      line: sayLine(line),
      text: line.text,
      state: placement.state,
      why: placement.why,
      carriedTo: placement.state === 'orphaned' ? null : sayLine(placement),
      standsAt: same.slice(0, 4).map(sayLine),
    });
    if (isCarried) {
      const isSame = ask(line, 'any file').some(
        (other) => other.patch === placement.patch && other.path === placement.path && other.line === placement.line,
      );
      if (!isSame || placement.lines.length !== 1 || placement.lines[0] !== line.text) table.wrong.push(said());
    } else if (same.length > 0) table.missed.push(said());
  }
}

function sayLine({ path, side, line }: Pick<OracleLine, 'path' | 'side' | 'line'>): string {
  return `${path}:${side === 'old' ? 'a' : ''}${line}`;
}

/** Of the lines that still exist, the share that was carried as exact or moved, from 0 to 1. */
export function shareCarried({ existing, ofExisting }: CarryTable): number {
  return existing === 0 ? 1 : (ofExisting.exact + ofExisting.moved) / existing;
}
