import { listClaimConditions, sortClaims } from '#lib/argument/claim-filter';
import type { Label } from '#lib/argument/label';
import { labelWord } from '#lib/argument/label-word';
import { type Condition, type Narrowed, narrow } from '#lib/argument/narrow';
import { findWorst, wordOf } from '#lib/argument/standing';
import type { LabelledDebate } from '#lib/db/argument';
import type { IndexedClaim } from '#lib/db/claim-index';
import type { ListedClaim } from '../_components/claim-list';
import type { JudgedRow } from '../_components/verdict-ranges';
import type { ClaimsQuery } from './claims-query';

interface ClaimsInput {
  /** In the order of topics. */
  readonly claims: readonly IndexedClaim[];
  readonly rows: ReadonlyMap<string, readonly JudgedRow[]>;
  /** Policies under which each claim fails, over all families. */
  readonly failing: ReadonlyMap<string, number>;
  /** The debate under what the address asks for. */
  readonly argument: Pick<LabelledDebate, 'labels' | 'evidence'>;
}

interface ClaimsView extends Pick<Narrowed<IndexedClaim>, 'blamed'> {
  readonly passing: number;
  /** One page of those that pass, in the order that is asked for, under their topics where that is the order. */
  readonly groups: readonly { readonly topic: string | null; readonly claims: readonly ListedClaim[] }[];
  readonly page: number;
  readonly pages: number;
}

/** Claims of one page. */
const pageSize = 100;

export function viewClaims(asked: ClaimsQuery, { claims, rows, failing, argument }: ClaimsInput): ClaimsView {
  const { labels, evidence } = argument;
  const verdictOf = (slug: string) => {
    const worst = findWorst(evidence.get(slug) ?? []);
    return worst === undefined ? 'not applicable' : wordOf(worst);
  };
  const conditions: readonly Condition<IndexedClaim>[] = [
    ...listClaimConditions(asked),
    ...(asked.label === '' ? [] : [{ name: 'label', passes: isLabelled(labels, asked.label) }]),
    ...(asked.verdict === ''
      ? []
      : [{ name: 'verdict', passes: ({ slug }: IndexedClaim) => verdictOf(slug) === asked.verdict }]),
  ];
  const { kept, blamed } = narrow(claims, conditions);
  const sorted = sortClaims(
    kept.map((claim) => ({ ...claim, failing: failing.get(claim.slug) ?? 0 })),
    asked.sort,
  );
  const pages = Math.max(Math.ceil(sorted.length / pageSize), 1);
  const page = Math.min(asked.page, pages);
  const shown = sorted.slice((page - 1) * pageSize, page * pageSize);
  const list = (some: readonly IndexedClaim[]) =>
    some.map((claim): ListedClaim => {
      const isRefined = asked.sort === 'topic' && claim.refines !== null;
      return { claim, isRefined, label: labels.get(claim.slug), rows: rows.get(claim.slug) ?? [] };
    });
  const topics = [...new Set(shown.map(({ topic }) => topic))];
  return {
    blamed,
    passing: kept.length,
    groups:
      asked.sort === 'topic'
        ? topics.map((topic) => ({ topic, claims: list(shown.filter((claim) => claim.topic === topic)) }))
        : [{ topic: null, claims: list(shown) }],
    page,
    pages,
  };
}

function isLabelled(labels: ReadonlyMap<string, Label>, word: string) {
  return ({ slug }: IndexedClaim) => {
    const label = labels.get(slug);
    return label !== undefined && labelWord[label] === word;
  };
}
