import type { RangeView } from '#lib/db/range-versions';
import { type InterdiffFile, type InterdiffHunk, type InterdiffLine, interdiff } from '#lib/patch/range/interdiff';
import type { RangePair } from '#lib/patch/range/range-diff';
import { counted } from '../_components/numbers';

interface Props {
  readonly range: RangeView;
  /** The pair that alone is compared; undefined for the whole series. */
  readonly pair: RangePair | undefined;
}

function pick<Patch>(patches: readonly Patch[], place: number | null): readonly Patch[] {
  return patches.filter((_, i) => i === place);
}

/** Which lines of the files differ after either version, those apart that only what the versions were made on changed. */
export function RangeLines({ range, pair }: Props) {
  const { older, newer } = range;
  const files =
    pair === undefined
      ? interdiff(range.olderPatches, range.newerPatches)
      : interdiff(pick(range.olderPatches, pair.a), pick(range.newerPatches, pair.b));
  if (files.length === 0) {
    return <p>As far as the hunks show, the files are the same after both versions.</p>;
  }
  return (
    <>
      <p className="note range-legend">
        <code>-</code> only after {older.label} · <code>+</code> only after {newer.label} · <b>base</b>: neither version
        wrote it, what they were made on differs · <b>not shown</b>: the other version’s mails do not show this place
      </p>
      {files.map((file) => (
        <FileLines key={file.path} file={file} range={range} />
      ))}
    </>
  );
}

function FileLines({ file, range }: { readonly file: InterdiffFile; readonly range: RangeView }) {
  const { older, newer } = range;
  const isNoise = (hunk: InterdiffHunk) => hunk.lines.every(({ why }) => why === '' || why === 'base');
  const [noise, told] = [file.hunks.filter(isNoise), file.hunks.filter((hunk) => !isNoise(hunk))];
  const id = `lines-${file.path}`;
  return (
    <section id={id} className="range-pair">
      <div className="fh">
        <h3>
          <a href={`#${encodeURI(id)}`} data-item="" className="range-title">
            {file.path}
          </a>
        </h3>
        <span className="note">
          {sayTouched(file, range)}
          {file.isDeleted.older !== file.isDeleted.newer &&
            ` Only ${file.isDeleted.older ? older.label : newer.label} deletes it.`}
          {file.isBinary && ' Bytes that are no text: not compared.'}
        </span>
      </div>
      {told.length > 0 && <LinesTable id={id} hunks={told} caption={`Lines of ${file.path} that differ`} />}
      {noise.length > 0 && (
        <details className="range-same">
          <summary>{counted(noise.length, 'place')} where only the base differs</summary>
          <LinesTable id={`${id}-base`} hunks={noise} caption={`Lines of ${file.path} that the base changed`} />
        </details>
      )}
    </section>
  );
}

function sayTouched({ touched, isBrought }: InterdiffFile, { older, newer }: RangeView): string {
  if (touched === 'both') return '';
  const [own, other] = touched === 'older' ? [older.label, newer.label] : [newer.label, older.label];
  if (isBrought) return `Only ${own} brings this file.`;
  return `Only ${own} touches it; what ${other} leaves there is not in its mails.`;
}

const looks = { '+': 'add', '-': 'del', ' ': undefined } as const;
const words = { '': '', series: '', base: 'base', unknown: 'not shown' } as const;

interface TableProps {
  readonly id: string;
  readonly hunks: readonly InterdiffHunk[];
  readonly caption: string;
}

function LinesTable({ id, hunks, caption }: TableProps) {
  return (
    <div className="scroll dcode">
      <table className="diff range">
        <caption className="vh">{caption}: line after the older version, after the newer one, why, text</caption>
        <colgroup>
          <col className="g" />
          <col className="g" />
          <col className="w" />
          <col />
        </colgroup>
        <tbody>
          {hunks.map((hunk, at) => [
            // biome-ignore lint/suspicious/noArrayIndexKey: the hunks of two mailed versions never move
            <tr key={`h${at}`} className="hh">
              <td className="g" />
              <td className="g" />
              <td className="w" />
              <td className="x">{hunk.heading}</td>
            </tr>,
            ...hunk.lines.map((line, i) => (
              <tr
                key={lineId(id, line)}
                className={[looks[line.sign], line.why === 'base' ? 'base' : undefined].filter(Boolean).join(' ')}
                data-change={line.why !== '' && (hunk.lines[i - 1]?.why ?? '') === '' ? '' : undefined}
              >
                <td className="g">{numberLink(id, 'a', line.oldLine)}</td>
                <td className="g">{numberLink(id, '', line.newLine)}</td>
                <td className="w">{words[line.why]}</td>
                <td className="x">
                  {line.sign}
                  {line.text}
                </td>
              </tr>
            )),
          ])}
        </tbody>
      </table>
    </div>
  );
}

function lineId(id: string, { oldLine, newLine }: InterdiffLine): string {
  return newLine === null ? `${id}-a${oldLine}` : `${id}-${newLine}`;
}

function numberLink(id: string, side: 'a' | '', line: number | null) {
  if (line === null) return null;
  const anchor = `${id}-${side}${line}`;
  return (
    <a id={anchor} href={`#${encodeURI(anchor)}`}>
      {line}
    </a>
  );
}
