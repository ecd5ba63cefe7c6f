import type { MatrixCell, PolicyRow } from '#lib/db/record-types';
import { Mark } from './mark';
import { copiesText, countOf } from './matrix-cell';
import { type PolicyRanges, policyRanges } from './policy-ranges';

/** One verdict and the policies it stands under. `word` is null for a count of copies. */
export interface VerdictRange {
  readonly text: string;
  readonly word: MatrixCell['verdict'] | null;
  readonly ranges: PolicyRanges;
}

/** Failing first: the order in which a reader wants them. */
const loudness: readonly MatrixCell['verdict'][] = [
  'violated',
  'stuck',
  'unknown',
  'reached',
  'unreached',
  'holds',
  'vacuous',
  'not applicable',
];

/** The cells of one row by verdict, failing first, counts in descending order. */
export function verdictRanges(policies: readonly PolicyRow[], cells: readonly MatrixCell[]): readonly VerdictRange[] {
  const groups = new Map<string, { rank: number; word: MatrixCell['verdict'] | null; ids: Set<string> }>();
  for (const cell of cells) {
    const count = countOf(cell);
    const text = count === null ? cell.verdict : copiesText(count);
    const rank = count === null ? loudness.indexOf(cell.verdict) : -count.most - count.least / 1e6;
    const group = groups.get(text) ?? { rank, word: count === null ? cell.verdict : null, ids: new Set<string>() };
    group.ids.add(cell.policy);
    groups.set(text, group);
  }
  return [...groups]
    .sort(([, one], [, other]) => one.rank - other.rank)
    .map(([text, { word, ids }]) => ({ text, word, ranges: policyRanges(policies, ids) }));
}

/** `A1, A3–A5 · proposed P2–P4`, or `every policy`. */
export function RangeText({ ranges }: { ranges: PolicyRanges }) {
  if (ranges.every) return <>every policy</>;
  return (
    <>
      {ranges.released !== '' && (
        <b>
          <Items text={ranges.released} />
        </b>
      )}
      {ranges.released !== '' && ranges.proposed !== '' && ' · '}
      {ranges.proposed !== '' && (
        <>
          proposed <Items text={ranges.proposed} />
        </>
      )}
    </>
  );
}

/** `A1, A3–A5`, broken after commas only. */
function Items({ text }: { text: string }) {
  return text.split(', ').map((item, index) => (
    <span key={item}>
      {index > 0 && ', '}
      <span className="nw">{item}</span>
    </span>
  ));
}

/** A verdict's mark, or a count as plain figures. */
export function RangeMark({ range }: { range: VerdictRange }) {
  return range.word === null ? (
    <span className="v">{range.text}</span>
  ) : (
    <Mark word={range.word}>{range.word === 'not applicable' ? 'n/a' : range.word}</Mark>
  );
}

/** Verdicts on one line: `violated A1   holds A2–A8`. */
export function RangeLine({ policies, cells }: { policies: readonly PolicyRow[]; cells: readonly MatrixCell[] }) {
  return (
    <>
      {verdictRanges(policies, cells).map((range) => (
        <span key={range.text} className="range">
          <RangeMark range={range} /> <RangeText ranges={range.ranges} />
        </span>
      ))}
    </>
  );
}
