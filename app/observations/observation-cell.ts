import type { ObservedRow } from '#lib/db/record-types';
import type { Facts } from '#lib/observation/facts';
import { escapeHtml } from '#lib/text/escape-html';

/** Facts whose values speak for themselves, in the order in which a sentence has them. */
const plain = ['pin', 'page'] as const;

/** Facts in words: `old, copied`; others with their names: `swapcache yes`. */
export function factsText(facts: Facts): string {
  const first = plain.flatMap((name) => facts[name] ?? []);
  const rest = Object.entries(facts).flatMap(([name, value]) =>
    plain.some((one) => one === name) ? [] : [`${name} ${value}`],
  );
  return [...first, ...rest].join(', ') || 'not read';
}

/** A row with more facts than this says those that all kernels share once. */
const fewFacts = 3;

/** The facts that every kernel showed, where a row has many: its head says them, and its cells the others. */
export function commonFacts(cells: readonly (readonly ObservedRow[])[]): Facts {
  const rows = cells.flat().filter(({ facts }) => Object.keys(facts).length > 0);
  const [first] = rows;
  if (first === undefined || rows.length < 2 || Object.keys(first.facts).length <= fewFacts) return {};
  return Object.fromEntries(
    Object.entries(first.facts).filter(([name, value]) => rows.every(({ facts }) => facts[name] === value)),
  );
}

/** How an agreement looks: class and name of its shape. Agreeing is quiet, differing is loud. */
export function agreementClass(agreement: ObservedRow['agreement']): string {
  switch (agreement) {
    case 'agrees':
      return 'holds';
    case 'differs':
      return 'violated';
    case 'not modelled':
      return 'na';
  }
}

/** What the model says beside what was seen, in a sentence. */
export function comparisonText({ release, agreement, reason, facts }: ObservedRow): string {
  const seen = `${release}: ${factsText(facts)}`;
  return agreement === 'agrees' ? `${seen}; the model agrees` : `${seen}; ${agreement}: ${reason ?? ''}`;
}

/** Where the same is played under the kernel that was observed. */
export function playHref(path: string, { form, release, kind, steps }: ObservedRow): string {
  const query = new URLSearchParams({ policy: release, ...(kind === 'base' ? {} : { kind }) });
  // What was played of a scenario is one of its schedules.
  if (form === 'scenario' && steps !== '') query.set('schedule', steps);
  return `${path}?${query.toString()}`;
}

/** Shape and words of what was seen, without the facts that the row's head says. Where the model does not agree, the word that says so stands beside it. */
export function seenHtml(row: ObservedRow, common: Facts): string {
  const shape = `<svg class="m" aria-hidden="true"><use href="#m-${agreementClass(row.agreement)}"/></svg>`;
  const word = row.agreement === 'agrees' ? '<span class="vh">agrees: </span>' : `${row.agreement}: `;
  const own = Object.fromEntries(Object.entries(row.facts).filter(([name]) => !(name in common)));
  const isAll = Object.keys(own).length === 0 && Object.keys(row.facts).length > 0;
  const seen = isAll ? 'so' : Object.keys(own).length === 0 ? '' : escapeHtml(factsText(own));
  return `${shape}<span>${seen === '' ? escapeHtml(row.agreement) : `${word}${seen}`}</span>`;
}

/** What a kernel did, leading to the same played by the model. A string: a page has a thousand of them. */
export function cellHtml(rows: readonly ObservedRow[], path: string | null, common: Facts): string {
  const [first] = rows;
  if (first === undefined) return '<td class="na"><span class="cell faint">not tried</span></td>';
  const worst = rows.find(({ agreement }) => agreement === 'differs') ?? first;
  const title = escapeHtml(rows.map(comparisonText).join('; '));
  const more = rows.length > 1 ? `<span class="faint">+${rows.length - 1}</span>` : '';
  const content = `${seenHtml(worst, common)}${more}`;
  const look = agreementClass(worst.agreement);
  return path === null
    ? `<td class="${look}"><span class="cell" title="${title}">${content}</span></td>`
    : `<td class="${look}"><a href="${escapeHtml(playHref(path, worst))}" title="${title}">${content}</a></td>`;
}
