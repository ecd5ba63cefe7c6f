import type { Witness } from '#lib/argument/evidence';
import type { GraphRelation, GraphStance } from '#lib/argument/graph';
import { wordOf } from '#lib/argument/standing';
import type { Reason } from '#lib/argument/why';

/** A piece of a sentence: plain words, or a name that a page can link. */
export type Phrase =
  | string
  /** A claim; a page has its title. */
  | { readonly claim: string }
  | { readonly person: string }
  /** The day of a mail (ISO 8601), or of what stands in none. */
  | { readonly date: string; readonly message: string | null }
  /** The run of a scenario. */
  | { readonly run: Witness };

/** A reason as a plain sentence without a full stop; what stands under it in the tree are its own reasons. */
export function sayReason(reason: Reason): readonly Phrase[] {
  switch (reason.what) {
    case 'claim':
      return [
        { claim: reason.slug },
        ...(reason.elsewhere === null
          ? []
          : [`, explained ${reason.elsewhere === 'above' ? 'above' : 'on its own page'}`]),
      ];
    case 'held':
      return reason.stances.flatMap((stance, index) => [index === 0 ? '' : '; ', ...sayStance(stance)]);
    case 'unheld':
      if (reason.stances.length === 0) return ['Nobody on record holds it, and nothing that is accepted supports it'];
      return [
        'Nobody holds it any more, and nothing that is accepted supports it: ',
        ...reason.stances.flatMap((stance, index) => [index === 0 ? '' : '; ', ...sayStance(stance)]),
      ];
    case 'circle':
      return ['What supports it rests on the claim itself'];
    case 'relation':
      return [...sayRelation(reason.relation), ...sayOutcome(reason)];
    case 'run':
      return sayRun(reason);
  }
}

const stanceVerbs = {
  asserts: 'asserts it',
  accepts: 'accepts it',
  concedes: 'concedes it',
  lukewarm: 'is lukewarm about it',
  rejects: 'rejects it',
  withdraws: 'withdraws it',
} as const satisfies Readonly<Record<GraphStance['attitude'], string>>;

function sayStance({ person, attitude, date, message }: GraphStance): readonly Phrase[] {
  return [{ person }, ` ${stanceVerbs[attitude]}, `, { date, message }];
}

const relationWords = {
  supports: 'Supported',
  concedes: 'Conceded',
  rebuts: 'Rebutted',
  supersedes: 'Superseded',
  contrary: 'Said not to stand together with another claim',
  undercuts: 'This step is undercut',
  refines: 'A narrower case',
  equivalent: 'Said to be the same',
} as const satisfies Readonly<Record<GraphRelation['kind'], string>>;

/** What was said, by whom, in which mail; the claims that it was said with stand under it. */
function sayRelation({ kind, person, date, message, scenario, note }: GraphRelation): readonly Phrase[] {
  return [
    scenario === null ? relationWords[kind] : `The runs of ${scenario} are put in doubt`,
    ...(person === null ? [] : [' by ', { person }]),
    ', ',
    { date, message },
    note === '' ? '' : `: ${note}`,
  ];
}

function sayOutcome({ label, speaks, relation }: Extract<Reason, { what: 'relation' }>): readonly Phrase[] {
  const stop = /[.?!]$/.test(relation.note) ? ' ' : '. ';
  const what = speaks === 'for' ? 'support' : 'attack';
  if (label === 'in') return [];
  return [`${stop}The ${what} ${label === 'out' ? 'fails' : 'is undecided'}`];
}

function sayRun({ witness, speaks, label, of, isNarrower }: Extract<Reason, { what: 'run' }>): readonly Phrase[] {
  const { policy, states, schedules, steps, property, kind } = witness;
  const on = kind === null ? '' : ` on ${kind}`;
  const where: readonly Phrase[] = [{ run: witness }, `${on} under ${policy}`];
  if (speaks === 'silent') return ['Not decided by ', ...where, `, ${property}: ${saySilence(witness)}`];
  const searched = [
    ...(steps === null ? [] : [`shortest schedule ${count(steps, 'step')}`]),
    count(states, 'state'),
    ...(schedules === null ? [] : [count(schedules, 'schedule')]),
  ].join(', ');
  const doubted = label === 'in' ? '' : label === 'out' ? ', which does not count' : ', which is undecided';
  const word = wordOf(witness);
  const said = word === 'holds' ? 'holds in every schedule' : word;
  const narrower: readonly Phrase[] = isNarrower ? ['Of the narrower case ', { claim: of }, ': '] : [];
  return [...narrower, ...where, `, ${property}: ${said}; ${searched}${doubted}`];
}

/** Why a run decides nothing. */
function saySilence(witness: Witness): string {
  const { stale, bound, states } = witness;
  // Nothing was played at all: the bound says why.
  if (bound !== null && states === 0) return `unknown, ${bound}`;
  if (stale) return 'stale, recorded by another engine or for another text';
  const word = wordOf(witness);
  if (word === 'vacuous') return 'vacuous, the situation never arises';
  return `${word}, ${bound ?? 'the search was not completed'}`;
}

/** `2,308 states`, `1 step`; digits may be too many for a number. */
function count(value: number | string, one: string): string {
  const digits = String(value).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${one}${digits === '1' ? '' : 's'}`;
}
