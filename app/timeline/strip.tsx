import { type EntryKind, entryKinds, type TimelineEntry } from '#lib/db/timeline';
import { monthName } from '../_components/dates';
import { counted } from '../_components/numbers';
import { kindWords } from './kind-words';
import { countMonths, groupByMonth } from './months';

/** Pixels: a month, a fold of months without entries, a lane, and what stands left of and below the lanes. */
const monthWidth = 18;
const foldWidth = 10;
const laneHeight = 22;
const left = 72;
const foot = 20;

interface Column {
  readonly month: string;
  readonly x: number;
  readonly counts: Readonly<Record<EntryKind, number>>;
}

/** How much happened in each month, a lane for each kind; months are links to their entries, empty ones are folded. */
export function Strip({ entries, href }: { entries: readonly TimelineEntry[]; href: (month: string) => string }) {
  const columns = placeColumns(entries);
  const [first] = columns;
  const last = columns.at(-1);
  if (first === undefined || last === undefined || columns.length < 2) return null;
  const most = Math.max(1, ...columns.flatMap(({ counts }) => Object.values(counts)));
  const lanes = entryKinds.filter((kind) => columns.some(({ counts }) => counts[kind] > 0));
  const years = nameYears(columns);
  const [width, height] = [last.x + monthWidth + 4, lanes.length * laneHeight + foot];
  return (
    <figure className="strip">
      <div className="scroll">
        <svg
          className="dg"
          role="img"
          aria-labelledby="strip-title strip-text"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
        >
          <title id="strip-title">What happened in which month</title>
          <desc id="strip-text">
            From {monthName(first.month)} to {monthName(last.month)}, a lane for each kind; a higher bar is more. The
            list below has every entry.
          </desc>
          {lanes.map((kind, index) => (
            <g key={kind}>
              <text className="s" x="0" y={(index + 1) * laneHeight - 4}>
                {kindWords[kind].many}
              </text>
              <line className="base" x1={left} x2={width} y1={(index + 1) * laneHeight} y2={(index + 1) * laneHeight} />
            </g>
          ))}
          {columns.map((column) => (
            <ColumnBars
              key={column.month}
              column={column}
              lanes={lanes}
              most={most}
              href={href(column.month)}
              year={years.get(column) ?? null}
            />
          ))}
        </svg>
      </div>
    </figure>
  );
}

interface BarsProps {
  readonly column: Column;
  readonly lanes: readonly EntryKind[];
  readonly most: number;
  readonly href: string;
  /** Written below the first month of a year; null below the others. */
  readonly year: string | null;
}

function ColumnBars({ column, lanes, most, href, year }: BarsProps) {
  const { month, x, counts } = column;
  const words = lanes.filter((kind) => counts[kind] > 0).map((kind) => wordOf(kind, counts[kind]));
  const height = lanes.length * laneHeight;
  return (
    <a href={href} aria-label={`${monthName(month)}: ${words.join(', ')}`}>
      <title>{`${monthName(month)}: ${words.join(', ')}`}</title>
      <rect className="hit" x={x} y="0" width={monthWidth} height={height + foot} />
      {lanes.map((kind, index) => {
        // The area of a few must be seen beside many: heights grow with the root.
        const bar = counts[kind] === 0 ? 0 : Math.max(3, Math.sqrt(counts[kind] / most) * (laneHeight - 4));
        return (
          <rect
            key={kind}
            className="bar"
            x={x + 3}
            y={(index + 1) * laneHeight - bar}
            width={monthWidth - 6}
            height={bar}
          />
        );
      })}
      {year !== null && (
        <>
          <line className="base" x1={x} x2={x} y1="0" y2={height + foot} />
          <text className="s" x={x + 3} y={height + 14}>
            {year}
          </text>
        </>
      )}
    </a>
  );
}

/** The year below its first column; short where there is no room for all of it. */
function nameYears(columns: readonly Column[]): ReadonlyMap<Column, string> {
  const firsts = columns.filter(({ month }, index) => columns[index - 1]?.month.slice(0, 4) !== month.slice(0, 4));
  return new Map(
    firsts.map((column, index) => {
      const next = firsts[index + 1]?.x ?? Number.POSITIVE_INFINITY;
      const year = column.month.slice(0, 4);
      return [column, next - column.x < 34 ? `’${year.slice(2)}` : year];
    }),
  );
}

function wordOf(kind: EntryKind, count: number): string {
  return counted(count, kindWords[kind].one.toLowerCase());
}

/** A column for each month that has an entry; where months lie between two, a fold. */
function placeColumns(entries: readonly TimelineEntry[]): readonly Column[] {
  let x = left;
  let before: string | undefined;
  return groupByMonth(entries).map(({ month, entries: own }): Column => {
    if (before !== undefined && countMonths(before, month) > 1) x += foldWidth;
    before = month;
    const counts = { release: 0, change: 0, claim: 0, stance: 0, mail: 0 };
    for (const entry of own) counts[entry.kind] += entry.kind === 'mail' ? entry.cited.length + entry.others.length : 1;
    const column = { month, x, counts };
    x += monthWidth;
    return column;
  });
}
