import type { MatrixCell, PolicyRow } from '#lib/db/record-types';
import { MarkShape, markClass } from './mark';
import { counted } from './numbers';

/** How many copies a run makes, as a figure: `0 copies`, `0–1 copies`. Never a verdict. */
export function copiesText({ least, most }: { readonly least: number; readonly most: number }): string {
  return least === most ? counted(least, 'copy', 'copies') : `${least}–${most} copies`;
}

/**
 * The copies of a cell that is a count and no verdict: the claim asks the property `copies`, which nothing breaks.
 * Null for every other cell.
 */
export function countOf(cell: MatrixCell): MatrixCell['copies'] {
  return cell.property === 'copies' ? cell.copies : null;
}

/** What a cell looks like: a verdict's class, or that of a count. Two cells with one look have no line between them. */
export function cellLook(cell: MatrixCell | undefined): string {
  if (cell === undefined) return 'na';
  const count = countOf(cell);
  return count === null ? markClass(cell.verdict) : copiesText(count);
}

/** How much was searched, for the cell's tooltip. */
export function searchedText(cell: MatrixCell): string {
  if (cell.verdict === 'not applicable') return 'the policy’s family does not occur';
  const parts = [counted(cell.states, 'state')];
  if (cell.schedules !== null) parts.push(counted(cell.schedules, 'schedule'));
  parts.push(cell.complete ? 'complete' : 'a bound was reached');
  if (cell.steps !== null) parts.push(`shortest schedule ${counted(cell.steps, 'step')}`);
  if (cell.stale) parts.push('recorded under an older engine or text');
  return parts.join(', ');
}

/** Where the verdict can be run again. */
export function runHref(scenario: string, policy: string): string {
  return `/scenarios/${scenario}?policy=${encodeURIComponent(policy)}`;
}

/** A verdict under one policy: shape and word, leading to the run. `cut` draws the line where the verdict changes. */
export function Cell({ cell, policy, cut }: { cell: MatrixCell | undefined; policy: PolicyRow; cut: boolean }) {
  const count = cell === undefined ? null : countOf(cell);
  const classes = [count !== null ? 'cost' : cellLook(cell), cut ? 'cut' : '', cell?.stale ? 'stale' : ''];
  const className = classes.filter((name) => name !== '').join(' ');
  const content = <CellContent cell={cell} />;
  if (cell === undefined || cell.scenario === null) {
    return (
      <td className={className}>
        <span className="cell">{content}</span>
      </td>
    );
  }
  const word = count === null ? cell.verdict : copiesText(count);
  return (
    <td className={className}>
      <a href={runHref(cell.scenario, policy.id)} title={`${policy.id} ${policy.rule}: ${word}; ${searchedText(cell)}`}>
        {content}
      </a>
    </td>
  );
}

function CellContent({ cell }: { cell: MatrixCell | undefined }) {
  const count = cell === undefined ? null : countOf(cell);
  if (count !== null) return <span className={count.most === 0 ? 'z' : undefined}>{copiesText(count)}</span>;
  const word = cell?.verdict ?? 'not applicable';
  return (
    <>
      <MarkShape word={word} />
      {word === 'not applicable' ? <abbr title="not applicable">n/a</abbr> : word}
    </>
  );
}
