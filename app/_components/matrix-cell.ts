import type { MatrixCell, PolicyRow } from '#lib/db/record-types';
import { escapeHtml } from '#lib/text/escape-html';
import { markClass } from './mark';
import { counted } from './numbers';

/** How many copies a run makes, as a figure: `0 copies`, `0–1 copies`. Never a verdict. */
export function copiesText({ least, most }: { readonly least: number; readonly most: number }): string {
  return least === most ? counted(least, 'copy', 'copies') : `${least}–${most} copies`;
}

/**
 * The copies of a cell that is a count and no verdict; null for every other cell, and where a bound was reached before
 * every outcome was counted: that is `unknown`.
 */
export function countOf(cell: MatrixCell): MatrixCell['copies'] {
  return cell.isCount && cell.verdict !== 'unknown' ? cell.copies : null;
}

/** What a cell looks like: a verdict's class, or that of a count. Two cells with one look have no line between them. */
export function cellLook(cell: MatrixCell | undefined): string {
  if (cell === undefined) return 'na';
  const count = countOf(cell);
  return count === null ? markClass(cell.verdict) : copiesText(count);
}

/** How much was searched: states, schedules and whether that is all of them. */
export function searchedText(cell: MatrixCell): string {
  if (cell.verdict === 'not applicable' && !cell.isCount) return 'the policy’s family does not occur';
  if (cell.states === 0 && cell.bound !== null) return cell.bound;
  const parts = [counted(cell.states, 'state')];
  if (cell.schedules !== null) parts.push(counted(cell.schedules, 'schedule'));
  parts.push(cell.complete ? 'complete' : (cell.bound ?? 'a bound was reached'));
  if (cell.steps !== null) parts.push(`shortest schedule ${counted(cell.steps, 'step')}`);
  if (cell.stale) parts.push('recorded under an older engine or text');
  return parts.join(', ');
}

/** Where the verdict can be run again. `kind` is null for the first kind of page of the scenario. */
export function runHref(scenario: string, policy: string, kind: string | null): string {
  const query = `?policy=${encodeURIComponent(policy)}`;
  return `/scenarios/${scenario}${query}${kind === null ? '' : `&kind=${encodeURIComponent(kind)}`}`;
}

/** A scenario's page, on one of its kinds of page. */
export function scenarioHref(scenario: string, kind: string | null): string {
  return `/scenarios/${scenario}${kind === null ? '' : `?kind=${encodeURIComponent(kind)}`}`;
}

/**
 * A verdict under one policy as HTML: shape and word, leading to the run. `cut` draws the line where the verdict changes.
 * A string, not elements: a matrix has hundreds of cells, and making elements of them takes most of a page's time.
 */
export function cellHtml(cell: MatrixCell | undefined, policy: PolicyRow, cut: boolean): string {
  const count = cell === undefined ? null : countOf(cell);
  const look = count === null ? cellLook(cell) : 'cost';
  const classes = `${look}${cut ? ' cut' : ''}${cell?.stale ? ' stale' : ''}`;
  const word = cell?.verdict ?? 'not applicable';
  const content = count === null ? markHtml(word) : countHtml(count);
  if (cell === undefined || cell.scenario === null)
    return `<td class="${classes}"><span class="cell">${content}</span></td>`;
  const said = count === null ? word : copiesText(count);
  const on = cell.kind === null ? '' : ` on ${cell.kind}`;
  const title = `${policy.id} ${policy.rule}${on}: ${said}; ${searchedText(cell)}`;
  const href = runHref(cell.scenario, policy.id, cell.kind);
  return `<td class="${classes}"><a href="${escapeHtml(href)}" title="${escapeHtml(title)}">${content}</a></td>`;
}

function countHtml(count: { readonly least: number; readonly most: number }): string {
  return `<span${count.most === 0 ? ' class="z"' : ''}>${copiesText(count)}</span>`;
}

/** Shape and word of a verdict as HTML; `n/a` where it does not apply. */
export function markHtml(word: MatrixCell['verdict']): string {
  const shape = `<svg class="m" aria-hidden="true"><use href="#m-${markClass(word)}"/></svg>`;
  return word === 'not applicable' ? `${shape}<abbr title="not applicable">n/a</abbr>` : shape + word;
}
