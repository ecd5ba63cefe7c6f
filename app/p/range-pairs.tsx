import type { RangeView } from '#lib/db/range-versions';
import { sayChanges } from '#lib/patch/range/range-changes';
import type { RangePair } from '#lib/patch/range/range-diff';
import type { RangeLine } from '#lib/patch/range/range-hunk';
import { patchPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { pairId, rangePath } from './range-path';
import { markWords } from './range-table';

/** Lines of diffs of diffs shown unfolded; those of the patches after them are one click away. */
const OPEN_LINES = 3000;

/** What changed in each patch that did: the diff of its two diffs. A new or dropped one leads to itself. */
export function RangePairs({ range }: { range: RangeView }) {
  const { older, newer, olderPatches, newerPatches } = range;
  let shown = 0;
  return range.pairs
    .filter(({ mark }) => mark !== '=')
    .map((pair) => {
      const [old, fresh] = [olderPatches[pair.a ?? -1], newerPatches[pair.b ?? -1]];
      const id = pairId(pair);
      const words = sayChanges(pair);
      const lines = pair.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
      shown += lines;
      return (
        <section key={id} id={id} className="range-pair">
          <div className="fh">
            <h3>
              <a href={`#${id}`} data-item="" className="range-title">
                {(fresh ?? old)?.title}
              </a>
            </h3>
            <span className="note">
              {markWords[pair.mark]}
              {words !== '' && `: ${words}`}
              {old !== undefined && (
                <>
                  {' · '}
                  <a href={patchPath(old.messageId)}>
                    {older.label} {old.part ?? (pair.a ?? 0) + 1}
                  </a>
                </>
              )}
              {pair.mark === '!' && pair.b !== null && (
                <>
                  {' · '}
                  <a href={rangePath(newer.headMessageId, older.headMessageId, 'lines', pair.b + 1)}>resulting lines</a>
                </>
              )}
              {fresh !== undefined && (
                <>
                  {' · '}
                  <a href={patchPath(fresh.messageId)}>
                    {newer.label} {fresh.part ?? (pair.b ?? 0) + 1}
                  </a>
                </>
              )}
            </span>
          </div>
          {pair.mark === '!' ? (
            <details className="range-same" open={shown <= OPEN_LINES}>
              <summary>{counted(lines, 'line')}</summary>
              <PairTable id={id} pair={pair} caption={`${older.label} and ${newer.label} of ${fresh?.title ?? ''}`} />
            </details>
          ) : (
            <p className="note">
              {pair.mark === '<' ? `${newer.label} has no counterpart of it.` : `${older.label} had nothing like it.`}{' '}
              Its diff is on <a href={patchPath((fresh ?? old)?.messageId ?? '')}>its own page</a>.
            </p>
          )}
        </section>
      );
    });
}

const outers = { '+': 'o-add', '-': 'o-del', ' ': undefined } as const;
const inners = { '+': 'i-add', '-': 'i-del', '@': 'i-head', '#': 'i-head', ' ': undefined, '': undefined } as const;
const spoken = { '+': 'only in the newer version', '-': 'only in the older version', ' ': 'in both versions' } as const;

function PairTable({ id, pair, caption }: { readonly id: string; readonly pair: RangePair; readonly caption: string }) {
  let number = 0;
  return (
    <div className="scroll dcode">
      <table className="diff range">
        <caption className="vh">
          {caption}: line, sign of what changed between the versions, sign of what the line does in its patch, text
        </caption>
        <colgroup>
          <col className="g" />
          <col className="s" />
          <col className="s" />
          <col />
        </colgroup>
        <tbody>
          {pair.hunks.map((hunk, at) => [
            // biome-ignore lint/suspicious/noArrayIndexKey: the hunks of two mailed versions never move
            <tr key={`h${at}`} className="hh">
              <td className="g" />
              <td className="s" />
              <td className="s" />
              <td className="x">{hunk.heading === '' ? 'At the beginning' : hunk.heading}</td>
            </tr>,
            ...hunk.lines.map((line, i) => {
              number++;
              const anchor = `${id}-${number}`;
              const isFirst = line.outer !== ' ' && (hunk.lines[i - 1]?.outer ?? ' ') === ' ';
              return (
                <tr
                  key={anchor}
                  className={[outers[line.outer], inners[line.inner]].filter(Boolean).join(' ')}
                  data-change={isFirst ? '' : undefined}
                >
                  <td className="g">
                    <a id={anchor} href={`#${anchor}`} aria-label={`Line ${number}, ${spoken[line.outer]}`}>
                      {number}
                    </a>
                  </td>
                  <td className="s outer">{line.outer}</td>
                  <td className="s inner">{innerSign(line)}</td>
                  <td className="x">{innerText(line)}</td>
                </tr>
              );
            }),
          ])}
        </tbody>
      </table>
    </div>
  );
}

function innerSign({ inner }: RangeLine): string {
  return inner === '+' || inner === '-' ? inner : ' ';
}

function innerText({ inner, text }: RangeLine): string {
  if (inner === '#') return text.replace(/^ ## (.*) ##$/, '$1');
  return inner === '+' || inner === '-' || inner === ' ' ? text.slice(1) : text;
}
