import type { ObservedRow } from '#lib/db/record-types';
import type { Facts } from '#lib/observation/facts';
import { escapeHtml } from '../_components/escape-html';

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

/** Shape and words of what was seen. Where the model does not agree, the word that says so stands beside it. */
export function seenHtml(row: ObservedRow): string {
  const shape = `<svg class="m" aria-hidden="true"><use href="#m-${agreementClass(row.agreement)}"/></svg>`;
  const word = row.agreement === 'agrees' ? '<span class="vh">agrees: </span>' : `${row.agreement}: `;
  const seen = Object.keys(row.facts).length === 0 ? '' : escapeHtml(factsText(row.facts));
  return `${shape}<span>${seen === '' ? escapeHtml(row.agreement) : `${word}${seen}`}</span>`;
}

/** What a kernel did, leading to the same played by the model. A string: a page has a thousand of them. */
export function cellHtml(rows: readonly ObservedRow[], path: string | null): string {
  const [first] = rows;
  if (first === undefined) return '<td class="na"><span class="cell faint">not tried</span></td>';
  const worst = rows.find(({ agreement }) => agreement === 'differs') ?? first;
  const title = escapeHtml(rows.map(comparisonText).join('; '));
  const more = rows.length > 1 ? `<span class="faint">+${rows.length - 1}</span>` : '';
  const content = `${seenHtml(worst)}${more}`;
  const look = agreementClass(worst.agreement);
  return path === null
    ? `<td class="${look}"><span class="cell" title="${title}">${content}</span></td>`
    : `<td class="${look}"><a href="${escapeHtml(playHref(path, worst))}" title="${title}">${content}</a></td>`;
}
