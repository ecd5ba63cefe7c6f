'use client';

import { useEffect, useState } from 'react';
import { isOther, type Turn } from '#lib/scenario/compare-runs';
import { findSimulator } from '#lib/simulators';
import { Mark } from '../_components/mark';
import { counted, formatCount } from '../_components/numbers';
import { writeTextHash } from '../_components/runner/text-hash';
import { addPolicies } from './compose';
import type { JudgedRow } from './judge-messages';
import type { Judged } from './use-judge';

/** As a cell says it. */
const turns = {
  breaks: 'breaks now',
  mends: 'no longer breaks',
  changes: 'differs otherwise',
  costs: 'other copies',
  same: 'the same',
} as const satisfies Record<Turn, string>;

/** What differs first, the rest folded. `isWhole`: every scenario was judged. */
export function JudgeTable({ simulator, judged, isWhole }: { simulator: string; judged: Judged; isWhole: boolean }) {
  const { rows, policy } = judged;
  const differing = rows.filter(({ turn }) => isOther(turn));
  const costing = rows.filter(({ turn }) => turn === 'costs');
  const same = rows.filter(({ turn }) => turn === 'same');
  const links = usePlayLinks(simulator, judged, [...differing, ...costing], isWhole);
  const count = (turn: Turn) => rows.filter((row) => row.turn === turn).length;
  if (rows.length === 0) return null;
  return (
    <>
      <p>
        {differing.length === 0 ? (
          <>
            {counted(rows.length, 'verdict')}, {isWhole ? 'all' : 'so far all'} the same under {policy.id} and{' '}
            {policy.like}.
          </>
        ) : (
          <>
            {counted(rows.length, 'verdict')}
            {isWhole ? '' : ' so far'}, {formatCount(differing.length)} differ: {count('breaks')} break now,{' '}
            {count('mends')} no longer break, {count('changes')} otherwise.
          </>
        )}
        {costing.length === 0 ? null : ` Of those that are the same, ${formatCount(costing.length)} make other copies.`}
      </p>
      {differing.length + costing.length === 0 ? null : (
        <Rows judged={judged} rows={[...differing, ...costing]} links={links} caption="What differs" />
      )}
      {same.length === 0 ? null : (
        <details className="fold">
          <summary>{counted(same.length, 'verdict')} that are the same</summary>
          <Rows judged={judged} rows={same} links={links} caption="Verdicts that are the same" />
        </details>
      )}
    </>
  );
}

function Rows({
  judged: { policy },
  rows,
  links,
  caption,
}: {
  judged: Judged;
  rows: readonly JudgedRow[];
  links: ReadonlyMap<string, string>;
  caption: string;
}) {
  const first = new Map<string, string>();
  for (const { slug, kind } of rows) if (!first.has(slug)) first.set(slug, kind);
  return (
    <table className="t stk judged">
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          <th>Scenario</th>
          <th>page</th>
          <th>{policy.like}</th>
          <th>{policy.id}</th>
          <th>what differs</th>
          <th className="num">copies</th>
          <th>
            <span className="vh">Play it here</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.slug} ${row.kind}`}>
            <td>
              <a href={`/scenarios/${row.slug}`}>{row.title}</a>
            </td>
            <td className="nw">{row.kind}</td>
            <td className="nw">
              <Mark word={row.like} />
            </td>
            <td className="nw">
              <Mark word={row.own} />
            </td>
            <td>
              {row.turn === 'same' ? null : <span>{turns[row.turn]}</span>}
              {row.properties.map((name) => (
                <code key={name}>{name}</code>
              ))}
            </td>
            <td className="num nw">{writeCopies(row)}</td>
            <td className="nw">
              {links.get(row.slug) === undefined ? null : (
                <a href={`/playground?policy=${policy.id}&kind=${row.kind}${links.get(row.slug) ?? ''}`}>
                  Play<span className="vh"> {row.title} here</span>
                </a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "1", or "0–1 → 1" where the price differs. */
function writeCopies({ copies: { like, own } }: JudgedRow): string {
  const said = (text: string | null) => text?.replace('..', '–') ?? 'no end';
  return like === own ? said(own) : `${said(like)} → ${said(own)}`;
}

/** For each scenario that differs the part of an address that holds its text with the policy. */
function usePlayLinks(
  simulatorId: string,
  { policies, texts }: Judged,
  rows: readonly JudgedRow[],
  isWhole: boolean,
): ReadonlyMap<string, string> {
  const [links, setLinks] = useState<ReadonlyMap<string, string>>(new Map());
  const slugs = isWhole ? [...new Set(rows.map(({ slug }) => slug))].join(' ') : '';
  useEffect(() => {
    let isStale = false;
    const simulator = findSimulator(simulatorId);
    const wanted = slugs === '' || simulator === undefined ? [] : slugs.split(' ');
    void Promise.all(
      wanted.map(async (slug): Promise<[string, string]> => {
        const text = texts.get(slug) ?? '';
        return [slug, await writeTextHash(simulator === undefined ? text : addPolicies(simulator, text, policies))];
      }),
    ).then((found) => !isStale && setLinks(new Map(found)));
    return () => {
      isStale = true;
    };
  }, [simulatorId, policies, texts, slugs]);
  return links;
}
