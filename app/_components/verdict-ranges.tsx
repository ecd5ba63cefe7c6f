import type { Matrix, MatrixCell, PolicyRow } from '#lib/db/record-types';
import { escapeHtml } from './escape-html';
import { markClass } from './mark';
import { copiesText, countOf, markHtml } from './matrix-cell';
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

/** `A1, A3–A5 · proposed P2–P4`, or `every policy`, as HTML; lines break after commas only. */
export function rangesHtml({ every, released, proposed }: PolicyRanges): string {
  if (every) return 'every policy';
  const parts = [];
  if (released !== '') parts.push(`<b>${itemsHtml(released)}</b>`);
  if (proposed !== '') parts.push(`proposed ${itemsHtml(proposed)}`);
  return parts.join(' · ');
}

function itemsHtml(text: string): string {
  const items = text.split(', ').map((item) => `<span class="nw">${escapeHtml(item)}</span>`);
  return items.join(', ');
}

/** A verdict's mark as HTML, or a count as plain figures. */
export function rangeMarkHtml({ word, text }: VerdictRange): string {
  if (word === null) return `<span class="v">${escapeHtml(text)}</span>`;
  return `<span class="v ${markClass(word)}">${markHtml(word)}</span>`;
}

/** The policies of a verdict in a sentence. */
export function RangeText({ ranges }: { ranges: PolicyRanges }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made here, every text in it escaped
  return <span dangerouslySetInnerHTML={{ __html: rangesHtml(ranges) }} />;
}

/** Verdicts of a claim, family by family; nothing where no scenario judges it. */
export function RangeLines({ matrices, claim }: { matrices: readonly Matrix[]; claim: string }) {
  return matrices.map(({ family, policies, topics }) => {
    const row = topics.flatMap(({ rows }) => rows).find((one) => one.judged && one.claim.slug === claim);
    return row === undefined ? null : <RangeLine key={family} policies={policies} cells={row.cells} />;
  });
}

/** Verdicts on one line: `violated A1   holds A2–A8`. */
export function RangeLine({ policies, cells }: { policies: readonly PolicyRow[]; cells: readonly MatrixCell[] }) {
  return verdictRanges(policies, cells).map((range) => (
    <span
      key={range.text}
      className="range"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made here, every text in it escaped
      dangerouslySetInnerHTML={{ __html: `${rangeMarkHtml(range)} ${rangesHtml(range.ranges)}` }}
    />
  ));
}
