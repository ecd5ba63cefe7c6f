import type { ImportRow } from '#lib/db/mail-sources';
import { shortDate } from '../_components/dates';
import { counted, formatCount } from '../_components/numbers';

interface Props {
  readonly imports: readonly ImportRow[];
  /** Address of what was wrong with what an import read. */
  readonly href: (id: number) => string;
}

/** Imports, each with its source, its state and what came. */
export function ImportTable({ imports, href }: Props) {
  return (
    <table className="t stk">
      <thead>
        <tr>
          <th>Begun</th>
          <th>Source</th>
          <th>State</th>
          <th>What came</th>
        </tr>
      </thead>
      <tbody>
        {imports.map((row) => (
          <tr key={row.id} data-item="">
            <td className="nw">
              <time dateTime={row.startedIso}>
                {shortDate(row.startedIso)}, {row.startedIso.slice(11, 16)} UTC
              </time>
            </td>
            <td className="path">
              <code>{row.address}</code> <span className="faint">{sayKind(row)}</span>
            </td>
            <td>{sayState(row)}</td>
            <td>
              {sayCounts(row)}
              {row.errors + row.notes > 0 && (
                <>
                  {'; '}
                  <a href={href(row.id)}>{sayProblems(row)}</a>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sayKind({ kind, list }: ImportRow): string {
  return list === null ? kind : `${kind}, list ${list}`;
}

function sayState({ state, why }: ImportRow): string {
  return why === null ? state : `${state}: ${why}`;
}

/** In words what an import did; what did not occur is left out. */
export function sayCounts(row: ImportRow): string {
  const parts = [counted(row.mails, 'mail'), `${formatCount(row.added)} new`];
  if (row.known > 0) parts.push(`${formatCount(row.known)} held already`);
  if (row.copies > 0) parts.push(counted(row.copies, 'copy', 'copies'));
  if (row.others > 0) parts.push(`${formatCount(row.others)} under an id already held`);
  if (row.removed > 0) parts.push(`${formatCount(row.removed)} taken away`);
  if (row.unread > 0) parts.push(`${formatCount(row.unread)} not read`);
  if (row.firstIso !== null && row.lastIso !== null) {
    parts.push(`from ${shortDate(row.firstIso)} to ${shortDate(row.lastIso)}`);
  }
  return parts.join(', ');
}

function sayProblems({ errors, notes }: ImportRow): string {
  const parts = [];
  if (errors > 0) parts.push(counted(errors, 'error'));
  if (notes > 0) parts.push(counted(notes, 'note'));
  return parts.join(', ');
}
