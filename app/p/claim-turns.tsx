import type { ClaimEffect } from '#lib/db/effect';
import { Mark } from '../_components/mark';
import { copiesText } from '../_components/matrix-cell';
import { counted } from '../_components/numbers';
import { type FlipHref, WhereTheyPart } from '../policies/[id]/pair-flips';

interface Props {
  readonly claims: readonly ClaimEffect[];
  readonly names: readonly [string, string];
  readonly hrefOf: FlipHref;
}

/** What becomes of a claim, in one word beside its marks: colour and shape say it too. */
export const turnWords = { breaks: 'breaks', mends: 'mends', changes: 'otherwise' } as const;

/** Claims by policies: only the rows that change, each with the first step where the two sides part. */
export function ClaimTurns({ claims, names, hrefOf }: Props) {
  const turned = claims.filter(({ kind }) => kind !== 'costs');
  if (turned.length === 0) return null;
  const [before, after] = names;
  return (
    <table className="t stk flips pair-flips claim-turns">
      <caption>
        {counted(turned.length, 'claim has', 'claims have')} another verdict under {after}
      </caption>
      <thead>
        <tr>
          <th>Claim</th>
          <th>where they part first</th>
          <th>{before}</th>
          <th>{after}</th>
        </tr>
      </thead>
      <tbody>
        {turned.map(({ claim, kind, flip, ...words }) => (
          <tr key={claim.slug} className={kind} data-item>
            <th scope="row">
              <a href={`/claims/${claim.slug}`}>{claim.title}</a>
              <span className="line">
                <b>{kind === 'breaks' || kind === 'mends' ? turnWords[kind] : turnWords.changes}</b>
                {flip !== null && (
                  <>
                    {' in '}
                    <a href={hrefOf(flip, names)}>
                      {flip.scenario}
                      {flip.kind === null ? '' : `, ${flip.kind}`}
                    </a>
                  </>
                )}
              </span>
            </th>
            <td>
              {flip === null ? (
                <span className="faint">the deciding test is another one on each side</span>
              ) : (
                <WhereTheyPart flip={flip} names={names} />
              )}
            </td>
            {(['before', 'after'] as const).map((side, index) => (
              <td key={side} data-policy={names[index]}>
                {words[side] === null ? <span className="faint">not asked</span> : <Mark word={words[side].word} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Claims whose verdict stays and whose price does not, folded. */
export function ClaimCosts({ claims, names: [before, after] }: Omit<Props, 'hrefOf'>) {
  const priced = claims.filter(({ kind, copies }) => kind === 'costs' && copies !== null);
  if (priced.length === 0) return null;
  return (
    <details className="fold">
      <summary>{counted(priced.length, 'claim')} that costs are measured by, with other copies</summary>
      <table className="t stk flips">
        <thead>
          <tr>
            <th>Claim</th>
            <th>scenario</th>
            <th>{before}</th>
            <th>{after}</th>
          </tr>
        </thead>
        <tbody>
          {priced.map(({ claim, copies }) => (
            <tr key={claim.slug}>
              <th scope="row">
                <a href={`/claims/${claim.slug}`}>{claim.title}</a>
              </th>
              <td>{copies?.test.scenario}</td>
              <td data-policy={before}>{copies?.before == null ? '' : copiesText(copies.before)}</td>
              <td data-policy={after}>{copies?.after == null ? '' : copiesText(copies.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
