import { Fragment } from 'react';
import type { FoundList, FoundRule } from '#lib/scenario/synthesis';
import { formatCount } from '../../_components/numbers';
import { NotRightList } from './not-right-list';

interface RuleTableProps {
  readonly list: FoundList;
  /** Address of the playground by the rule's text. */
  readonly hrefs: ReadonlyMap<string, string>;
  /** A known policy that gets all of these right: its row stands where its copies put it. */
  readonly mark?: { readonly policy: string; readonly least: number; readonly most: number };
}

/** Found rules, best first, each with its text and what it gets wrong. */
export function RuleTable({ list: { rules, hopeless, isComplete }, hrefs, mark }: RuleTableProps) {
  const place = mark === undefined ? -1 : rules.filter((rule) => isBetter(rule, mark)).length;
  return (
    <>
      {!isComplete && <p className="box">The search was stopped before every rule was judged.</p>}
      {hopeless.length > 0 && (
        <>
          <p className="note">No rule of this size gets these right:</p>
          <NotRightList places={hopeless} />
        </>
      )}
      <table className="t found">
        <thead>
          <tr>
            <th className="num">Rank</th>
            <th>Rule</th>
            <th className="num">not right</th>
            <th className="num">copies</th>
            <th className="num">size</th>
            <th className="num">fare alike</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, index) => (
            <Fragment key={rule.text}>
              {index === place && <Marked {...mark} rank={index + 1} />}
              <RuleRow
                rule={rule}
                rank={index + 1 + (place !== -1 && index >= place ? 1 : 0)}
                href={hrefs.get(rule.text)}
              />
            </Fragment>
          ))}
          {place === rules.length && <Marked {...mark} rank={null} />}
        </tbody>
      </table>
    </>
  );
}

function isBetter(rule: FoundRule, than: { readonly least: number; readonly most: number }): boolean {
  return rule.notRight.length === 0 && (rule.most - than.most || rule.least - than.least) < 0;
}

interface MarkedProps {
  readonly policy?: string;
  readonly least?: number;
  readonly most?: number;
  /** Null where it stands behind all that are listed. */
  readonly rank: number | null;
}

function Marked({ policy, least, most, rank }: MarkedProps) {
  return (
    <tr className="merged">
      <td className="num">{rank ?? 'behind'}</td>
      <td>
        <a href={`/policies/${policy}`}>{policy}</a>, as it was merged
      </td>
      <td className="num" data-label="not right">
        0
      </td>
      <td className="num nw" data-label="copies">
        {least}–{most}
      </td>
      <td className="num faint" data-label="size">
        –
      </td>
      <td className="num faint" data-label="fare alike">
        –
      </td>
    </tr>
  );
}

function RuleRow({ rule, rank, href }: { rule: FoundRule; rank: number; href: string | undefined }) {
  const { words, text, notRight, least, most, size, alike } = rule;
  return (
    <tr data-item>
      <td className="num">{rank}</td>
      <td>
        <ul className="rule-words">
          {words.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <details>
          <summary>As a policy</summary>
          <pre className="code">{text}</pre>
          {href !== undefined && <a href={href}>Play it in the playground</a>}
          {notRight.length > 0 && <NotRightList places={notRight} />}
        </details>
      </td>
      <td className="num" data-label="not right">
        {notRight.length}
      </td>
      <td className="num nw" data-label="copies">
        {least}–{most}
      </td>
      <td className="num" data-label="size">
        {size}
      </td>
      <td className="num" data-label="fare alike">
        {formatCount(alike)}
      </td>
    </tr>
  );
}
