import type { RangeView } from '#lib/db/range-versions';
import type { VersionPatch } from '#lib/db/version-patches';
import { sayChanges } from '#lib/patch/range/range-changes';
import type { RangePair } from '#lib/patch/range/range-diff';
import { patchPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { pairId } from './range-path';

export const markWords = { '=': 'unchanged', '!': 'changed', '<': 'dropped', '>': 'new' } as const;

/** Every patch of both versions beside its counterpart, the unchanged ones folded. */
export function RangeTable({ range }: { range: RangeView }) {
  const changed = range.pairs.filter(({ mark }) => mark !== '=');
  const same = range.pairs.filter(({ mark }) => mark === '=');
  return (
    <>
      {changed.length > 0 && <PairTable range={range} pairs={changed} caption="Patches that differ" />}
      {same.length > 0 && (
        <details className="range-same" open={changed.length === 0}>
          <summary>{counted(same.length, 'patch', 'patches')} unchanged, message and diff</summary>
          <PairTable range={range} pairs={same} caption="Unchanged patches" />
        </details>
      )}
    </>
  );
}

interface TableProps {
  readonly range: RangeView;
  readonly pairs: readonly RangePair[];
  readonly caption: string;
}

function PairTable({ range, pairs, caption }: TableProps) {
  const { older, newer, olderPatches, newerPatches } = range;
  return (
    <table className="t range-pairs">
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          <th className="num">{older.label}</th>
          <th>What became of it</th>
          <th className="num">{newer.label}</th>
          <th>Patch</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => {
          const [old, fresh] = [olderPatches[pair.a ?? -1], newerPatches[pair.b ?? -1]];
          const words = sayChanges(pair);
          return (
            <tr key={pairId(pair)} data-item="">
              <td className="num">{placeLink(old, pair.a)}</td>
              <td className={`range-mark m${'=!<>'.indexOf(pair.mark)}`}>
                <code aria-hidden="true">{pair.mark}</code> {markWords[pair.mark]}
                {words !== '' && <span className="note"> {words}</span>}
              </td>
              <td className="num">{placeLink(fresh, pair.b)}</td>
              <td>
                {pair.mark === '=' ? (fresh?.title ?? '') : <a href={`#${pairId(pair)}`}>{(fresh ?? old)?.title}</a>}
                {old !== undefined && fresh !== undefined && old.title !== fresh.title && (
                  <span className="note"> was “{old.title}”</span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function placeLink(patch: VersionPatch | undefined, place: number | null) {
  if (patch === undefined || place === null) return <span title="No counterpart">–</span>;
  return <a href={patchPath(patch.messageId)}>{patch.part ?? place + 1}</a>;
}
