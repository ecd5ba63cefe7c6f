import { type LineName, lineAnchor } from './diff-anchor';
import type { DiffRow } from './diff-rows';

interface Props {
  readonly path: string;
  readonly rows: readonly DiffRow[];
  /** Anchors of the lines that have an annotation. */
  readonly annotated: ReadonlySet<string>;
  /** Anchor of the line that is being annotated. */
  readonly chosen: string | undefined;
  /** Address that opens the form for a line, up to the line's anchor: `/p/ID/?annotate=`. */
  readonly action: string;
}

const looks = { '+': 'add', '-': 'del', ' ': undefined, '\\': 'eof' } as const;
const signs = { '+': '+', '-': '-', ' ': ' ', '\\': '\\' } as const;

/** A file's diff: two columns of numbers, each number the anchor of its line and the link that annotates it. */
export function DiffTable({ path, rows, annotated, chosen, action }: Props) {
  const cell = (side: LineName['side'], line: number | null) => {
    if (line === null) return <td className="g" />;
    const anchor = lineAnchor({ path, side, line });
    return (
      <td className="g">
        <a id={anchor} href={`${action}${encodeURIComponent(anchor)}#${encodeURI(anchor)}`} title="Annotate this line">
          {line}
        </a>
      </td>
    );
  };
  return (
    <div className="scroll">
      <table className="diff">
        <caption className="vh">Diff of {path}: old line, new line, text</caption>
        <colgroup>
          <col className="g" />
          <col className="g" />
          <col />
        </colgroup>
        <tbody>
          {rows.map((row, index) => {
            if (row.kind === 'hunk') {
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a mailed diff never move
                <tr key={index} className="hh">
                  <td className="g" />
                  <td className="g" />
                  <td className="x">{row.header}</td>
                </tr>
              );
            }
            const { line, words, isFirst } = row;
            const names = namesOf(path, row);
            const classes = [
              looks[line.sign],
              names.some((name) => annotated.has(name)) ? 'has' : undefined,
              chosen !== undefined && names.includes(chosen) ? 'cur' : undefined,
            ];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a mailed diff never move
              <tr key={index} className={classes.filter(Boolean).join(' ')} data-change={isFirst ? '' : undefined}>
                {cell('old', line.sign === '\\' ? null : line.oldLine)}
                {cell('new', line.sign === '\\' ? null : line.newLine)}
                <td className="x">
                  {signs[line.sign]}
                  {words.map(({ text, isChanged }) =>
                    isChanged && words.length > 1 ? <mark key={text}>{text}</mark> : text,
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The anchors that a row answers to: of its old and of its new side. */
export function namesOf(path: string, row: DiffRow): string[] {
  if (row.kind === 'hunk' || row.line.sign === '\\') return [];
  const { oldLine, newLine } = row.line;
  return [
    ...(oldLine === null ? [] : [lineAnchor({ path, side: 'old', line: oldLine })]),
    ...(newLine === null ? [] : [lineAnchor({ path, side: 'new', line: newLine })]),
  ];
}
