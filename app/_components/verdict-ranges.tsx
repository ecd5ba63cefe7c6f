import type { Matrix, MatrixCell, PolicyRow } from '#lib/db/record-types';
import { escapeHtml } from '#lib/text/escape-html';
import { markClass } from './mark';
import { copiesText, countOf, markHtml } from './matrix-cell';
import { type PolicyRanges, policyRanges, releaseRanges } from './policy-ranges';

/** One verdict and the policies it stands under. `word` is null for a count of copies. */
export interface VerdictRange {
  readonly text: string;
  readonly word: MatrixCell['verdict'] | null;
  readonly ranges: PolicyRanges;
  /** Releases of the released policies among them; empty where they are not known. */
  readonly releases: string;
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
    .map(([text, { word, ids }]) => ({
      text,
      word,
      ranges: policyRanges(policies, ids),
      releases: releaseRanges(policies, ids),
    }));
}

/**
 * `A1, A3–A5 · proposed P2–P4`, or `every policy`, as HTML; lines break after commas only. Releases stand behind the
 * released policies, in brackets.
 */
export function rangesHtml({ every, released, proposed }: PolicyRanges, releases = ''): string {
  if (every) return 'every policy';
  const parts = [];
  const inForce = releases === '' ? '' : ` (${itemsHtml(releases)})`;
  if (released !== '') parts.push(`<b>${itemsHtml(released)}</b>${inForce}`);
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

/** The policies of a verdict in a sentence, with their releases where they are given. */
export function RangeText({ ranges, releases = '' }: { ranges: PolicyRanges; releases?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made here, every text in it escaped
  return <span dangerouslySetInnerHTML={{ __html: rangesHtml(ranges, releases) }} />;
}

/** A claim's verdicts under the policies of one family. */
export interface JudgedRow {
  readonly family: string;
  readonly policies: readonly PolicyRow[];
  readonly cells: readonly MatrixCell[];
}

/** The verdicts of every claim that a scenario judges, by its slug, family by family. */
export function indexJudgedRows(matrices: readonly Matrix[]): ReadonlyMap<string, readonly JudgedRow[]> {
  const index = new Map<string, JudgedRow[]>();
  for (const { family, policies, topics } of matrices) {
    for (const { rows } of topics) {
      for (const { claim, judged, cells } of rows) {
        if (!judged) continue;
        const row = { family, policies, cells };
        const known = index.get(claim.slug);
        if (known === undefined) index.set(claim.slug, [row]);
        else known.push(row);
      }
    }
  }
  return index;
}

interface RangeLinesProps {
  readonly rows: readonly JudgedRow[];
  /** Whether the releases of the policies stand behind them. */
  readonly areReleasesShown?: boolean;
}

/** Verdicts of a claim, a line for each family. */
export function RangeLines({ rows, areReleasesShown = false }: RangeLinesProps) {
  return rows.map(({ family, policies, cells }) => (
    <RangeLine key={family} policies={policies} cells={cells} areReleasesShown={areReleasesShown} />
  ));
}

interface RangeLineProps extends Omit<JudgedRow, 'family'> {
  readonly areReleasesShown?: boolean;
}

/** Verdicts on one line: `violated A1   holds A2–A8`, or with releases `violated A1 (up to 5.7)`. */
export function RangeLine({ policies, cells, areReleasesShown = false }: RangeLineProps) {
  return verdictRanges(policies, cells).map((range) => {
    const html = rangesHtml(range.ranges, areReleasesShown ? range.releases : '');
    return (
      <span
        key={range.text}
        className="range"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: made here, every text in it escaped
        dangerouslySetInnerHTML={{ __html: `${rangeMarkHtml(range)} ${html}` }}
      />
    );
  });
}
