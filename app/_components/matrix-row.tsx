import type { MatrixCell, PolicyRow } from '#lib/db/record-types';
import { escapeHtml } from '#lib/text/escape-html';
import { cellHtml, cellLook } from './matrix-cell';
import { startsProposed } from './matrix-head';

/** What a row of verdicts is about. */
export interface RowHead {
  readonly label: string;
  /** Null for the row of the page's own claim. */
  readonly href: string | null;
  readonly title?: string;
}

interface RowProps {
  readonly policies: readonly PolicyRow[];
  readonly cells: readonly MatrixCell[];
  readonly head: RowHead;
  readonly refined?: boolean;
  readonly summary?: boolean;
}

/** One row of verdicts. A line stands where the verdict differs from the policy before. */
export function Row({ policies, cells, head, refined = false, summary = false }: RowProps) {
  const byPolicy = new Map(cells.map((cell) => [cell.policy, cell]));
  const html = policies.map((policy, index) => {
    const before = policies[index - 1];
    const gap = startsProposed(policies, index);
    const cell = byPolicy.get(policy.id);
    const cut = before !== undefined && !gap && cellLook(byPolicy.get(before.id)) !== cellLook(cell);
    return `${gap ? '<td class="sep"></td>' : ''}${cellHtml(cell, policy, cut)}`;
  });
  const headHtml = `<th scope="row"${refined ? ' class="sub"' : ''}>${rowHeadHtml(head, refined)}</th>`;
  return (
    <tr
      className={summary ? 'sum' : undefined}
      data-item
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made here, every text in it escaped
      dangerouslySetInnerHTML={{ __html: `${headHtml}${html.join('')}` }}
    />
  );
}

/** A row's head as HTML: a link, or the words in bold. Refined claims begin with an ellipsis. */
export function rowHeadHtml({ label, href, title }: RowHead, refined: boolean): string {
  const text = `${refined ? '… ' : ''}${escapeHtml(label)}`;
  const about = title === undefined ? '' : ` title="${escapeHtml(title)}"`;
  return href === null ? `<b>${text}</b>` : `<a href="${escapeHtml(href)}"${about}>${text}</a>`;
}
