import { type Anchor, openCarry, type PatchDiffs } from '#lib/patch/carry/carry';
import { findWords } from '#lib/patch/carry/side-file';
import { findShared } from '../needs.ts';
import { readVersionPairs, type VersionPair } from '../patch/carry-corpus.ts';
import { emptyTable, measurePair, shareCarried } from '../patch/carry-measure.ts';
import { cutVersion } from '../patch/carry-oracle.ts';
import { type Line, round } from './measure.ts';

/** Cases that are printed one by one. */
const maxCases = 40;

const annotationCount = 1000;

/** Annotations on real series carried to their next versions: where they end, against an oracle, and how long it takes. */
export async function* benchCarry(): AsyncGenerator<Line> {
  const folder = findShared('data/mail');
  if (folder === undefined) return;
  const pairs = await readVersionPairs(folder);
  const table = emptyTable();
  for (const pair of pairs) measurePair(pair, table);
  const { lines, existing, ofExisting, ofOthers, wrong, missed } = table;
  const share = round(shareCarried(table) * 100, 2);
  const counts = { steps: pairs.length, lines, existing, ofExisting, ofOthers, wrong: wrong.length };
  yield { bench: 'carry', figure: share, unit: '% of existing lines carried as exact or moved', target: 99, ...counts };
  for (const one of wrong) yield { bench: 'carry: wrong', figure: 1, unit: 'line', target: 0, ...one };
  // One in so many, so that cases of every series are seen.
  const step = Math.max(1, Math.ceil(missed.length / maxCases));
  for (const one of missed.filter((_, at) => at % step === 0)) {
    yield { bench: 'carry: missed', figure: step, unit: 'lines like it', ...one };
  }
  yield* timeLargest(pairs);
}

/** Of the largest step from version to version, annotations spread over all changed lines. */
function* timeLargest(pairs: readonly VersionPair[]): Generator<Line> {
  const sizeOf = ({ from, to }: VersionPair) => cutVersion(from).length + cutVersion(to).length;
  const [largest] = pairs.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  if (largest === undefined) return;
  const { name, from, to } = largest;
  const anchors = spread(from);
  const plain = time(() => anchors.map((anchor) => findPlainly(anchor, to)));
  const carried = time(() => {
    const carry = openCarry(from, to);
    return anchors.map(carry);
  });
  const details = { annotations: anchors.length, series: name, lines: cutVersion(to).length };
  const found = carried.result.filter(({ state }) => state !== 'orphaned').length;
  yield { bench: 'carry: time', figure: carried.ms, unit: 'ms', target: 1000, baseline: plain.ms, found, ...details };
}

function spread(version: PatchDiffs): readonly Anchor[] {
  const changed = cutVersion(version).filter(({ isChanged }) => isChanged);
  const files = new Map(version.map((patch) => [patch.messageId, patch.files]));
  return Array.from(
    { length: annotationCount },
    (_, at) => changed[Math.floor((at * changed.length) / annotationCount)],
  )
    .filter((line) => line !== undefined)
    .flatMap(({ patch, path, side, line }) => {
      const words = findWords(files.get(patch) ?? [], { path, side, line, end: line });
      return words === undefined ? [] : [{ patch, path, side, line, end: line, words }];
    });
}

/** The baseline: for each annotation every line of the other version is cut and compared. */
function findPlainly({ words, side }: Anchor, to: PatchDiffs): number {
  const [text, before, after] = [words.lines[0], words.before.at(-1) ?? null, words.after[0] ?? null];
  return cutVersion(to).filter(
    (line) => line.side === side && line.text === text && line.before === before && line.after === after,
  ).length;
}

function time<T>(work: () => T): { readonly result: T; readonly ms: number } {
  const start = performance.now();
  const result = work();
  return { result, ms: round(performance.now() - start) };
}
