import type { TrialGroup, TrialRow } from '#lib/db/observation-matrix';
import type { ObservedRow } from '#lib/db/record-types';
import type { Facts } from '#lib/observation/facts';
import { findPin } from '#lib/observation/pin';
import { escapeHtml } from '#lib/text/escape-html';
import { idRanges } from '../_components/policy-ranges';
import { cellHtml, commonFacts, factsText, playHref, seenHtml } from './observation-cell';

interface TableProps {
  readonly groups: readonly TrialGroup[];
  readonly releases: readonly string[];
  /** What a row is, for its head. */
  readonly first: string;
}

/** What is done, as a head of its rows: `fork; child pins; parent writes`, or the words of a trial. */
function groupText({ form, name, title }: TrialGroup): string {
  if (form === 'scenario') return `This scenario, ${name}`;
  return form === 'order' ? name.replaceAll(';', '; ') : `${name}. ${title ?? 'Nobody has said yet what it does.'}`;
}

/** What tells the rows of a group apart: the pin and the kind of page. */
function rowText({ pin, kind }: TrialRow, form: TrialGroup['form']): string {
  if (form !== 'order') return `${kind} page`;
  const how = pin === '' ? 'no pin' : (findPin(pin)?.name ?? pin);
  return kind === 'base' ? how : `${how}, ${kind}`;
}

/** Trials by kernel. On a phone `TrialRuns` stands in its place. */
export function TrialTable({ groups, releases, first }: TableProps) {
  return (
    <div className="scroll">
      <table className="mx seen">
        <colgroup>
          <col className="first" />
          {releases.map((release) => (
            <col key={release} className="k" />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {releases.map((release) => (
              <th key={release} scope="col">
                <span className="id">
                  <a href={`/kernels/${release}`}>{release}</a>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.name}>
            <tr className="grp">
              <th colSpan={1 + releases.length} scope="rowgroup">
                <b>{groupText(group)}</b>
              </th>
            </tr>
            {group.rows.map((row) => (
              <tr
                key={row.key}
                data-item
                // biome-ignore lint/security/noDangerouslySetInnerHtml: made here, every text in it escaped
                dangerouslySetInnerHTML={{ __html: rowHtml(row, group.form) }}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function headHtml(row: TrialRow, form: TrialGroup['form'], common: Facts): string {
  const shared = Object.keys(common).length === 0 ? '' : `: ${factsText(common)}`;
  const text = escapeHtml(`${rowText(row, form)}${shared}`);
  const some = row.cells.flat()[0];
  return row.path === null || some === undefined
    ? text
    : `<a href="${escapeHtml(playHref(row.path, some))}">${text}</a>`;
}

/** A row of the table: its head and a cell for each kernel. */
function rowHtml(row: TrialRow, form: TrialGroup['form']): string {
  const common = commonFacts(row.cells);
  const cells = row.cells.map((cell) => cellHtml(cell, row.path, common));
  return `<th scope="row">${headHtml(row, form, common)}</th>${cells.join('')}`;
}

/** The same on a phone: a row a trial, a line an outcome with the kernels that showed it. */
export function TrialRuns({ groups, releases }: Omit<TableProps, 'first'>) {
  const order = releases.map((id) => ({ id, standing: 'released' as const }));
  return (
    <ul className="runs seen">
      {groups.map((group) => [
        <li key={group.name} className="g">
          <b>{groupText(group)}</b>
        </li>,
        ...group.rows.map((row) => {
          const common = commonFacts(row.cells);
          const outcomes = new Map<string, ObservedRow[]>();
          for (const seen of row.cells.flat()) {
            const key = seenHtml(seen, common);
            outcomes.set(key, [...(outcomes.get(key) ?? []), seen]);
          }
          const lines = [...outcomes].map(([html, rows]) => {
            const ids = new Set(rows.map(({ release }) => release));
            const kernels = ids.size === releases.length ? 'every kernel' : escapeHtml(idRanges(order, ids));
            return `<dt><span class="v">${html}</span></dt><dd>${kernels}</dd>`;
          });
          const html = `${headHtml(row, group.form, common)}<dl>${lines.join('')}</dl>`;
          // biome-ignore lint/security/noDangerouslySetInnerHtml: made here, every text in it escaped
          return <li key={row.key} className="r" data-item dangerouslySetInnerHTML={{ __html: html }} />;
        }),
      ])}
    </ul>
  );
}
