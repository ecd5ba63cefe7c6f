import fc from 'fast-check';
import { claimKinds, expectedWords } from '#lib/argument/record/claim';
import type { RecordOf } from '#lib/argument/records';
import { relationKinds } from '#lib/argument/relation';
import { attitudes } from '#lib/argument/stance';

const slug = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}$/);
const line = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constantFrom(
      '5.10',
      'true',
      "it's: so",
      '- x',
      'a #b',
      '[x]',
      '"q"',
      '2021-12-18',
      '!t',
      '0x1f',
      'a: b',
      '%',
      '@a',
    ),
  )
  .map((text) => text.replace(/[\r\n]/g, ' ').trim())
  .filter((text) => text !== '');
const date = fc.constantFrom('2020-02-29', '2021-12-18');
const message = fc.stringMatching(/^[A-Za-z0-9+=/_.$%-]{1,12}@[a-z0-9.-]{1,10}$/);
const optional: { requiredKeys: never[] } = { requiredKeys: [] };

const stance = fc
  .tuple(
    fc.record({ person: slug, attitude: fc.constantFrom(...attitudes), message, date }),
    fc.record({ paragraph: fc.integer({ min: 1, max: 99 }), hash: fc.stringMatching(/^[0-9a-f]{64}$/) }, optional),
    line,
  )
  .map(([head, anchor, note]) => ({ ...head, ...anchor, note }));

const relation = fc
  .tuple(
    fc.constantFrom(...relationKinds),
    slug,
    fc.array(slug, { maxLength: 2 }),
    fc.oneof(fc.constant({}), fc.record({ toward: slug }), fc.record({ scenario: slug })),
    fc.record({ person: slug, message }, optional),
    fc.record({ date, note: line }),
  )
  .map(([kind, to, premises, target, source, rest]) => ({
    kind,
    claim: to,
    premises: kind === 'supports' || kind === 'rebuts' ? premises : [],
    ...(kind === 'undercuts' ? target : {}),
    ...source,
    ...rest,
  }));

const expectation = fc
  .tuple(
    fc.record({
      person: slug,
      scenario: slug,
      property: line,
      policies: fc.array(fc.constantFrom('A1', 'A2s', 'B0'), { minLength: 1, maxLength: 3 }),
      verdict: fc.constantFrom(...expectedWords),
      message,
      date,
      note: line,
    }),
    fc.record({ refuted: line }, optional),
  )
  .map(([head, rest]) => ({ ...head, ...rest }));

const judgement = fc
  .tuple(fc.record({ scenario: slug, predicate: line }), fc.record({ kind: fc.constant('thp'), note: line }, optional))
  .map(([head, rest]) => ({ ...head, ...rest }));

/** Any claim that the schema takes, body included. */
export const claim: fc.Arbitrary<RecordOf<'claim'>> = fc
  .record({
    id: slug,
    title: line,
    kind: fc.constantFrom(...claimKinds),
    why: line,
    topic: line,
    order: fc.integer({ min: -5, max: 500 }),
    scenarios: fc.uniqueArray(fc.record({ scenario: slug, property: line }), {
      maxLength: 3,
      selector: ({ scenario, property }) => `${scenario} ${property}`,
    }),
    judges: fc.array(judgement, { maxLength: 2 }),
    stances: fc.array(stance, { maxLength: 3 }),
    expects: fc.array(expectation, { maxLength: 2 }),
    relations: fc.uniqueArray(relation, { maxLength: 3, selector: ({ kind, claim: to }) => `${kind} ${to}` }),
    changes: fc.uniqueArray(slug, { maxLength: 3 }),
    more: fc.record({ hindsight: line }, optional),
    body: fc.oneof(fc.string(), fc.constantFrom('', '\n', '---\n', '\r\n---\r\nx', 'text\n---\nmore')),
  })
  .map(({ more, body, ...front }) => ({
    kind: 'claim' as const,
    slug: front.id,
    front: {
      ...front,
      judges: front.kind === 'normative' ? front.judges : [],
      relations: front.relations.filter(({ claim: to }) => to !== front.id),
      ...more,
    },
    body,
  }));
