import { describe, expect, it } from 'vitest';
import { listConcessions, listLastDoubts } from '#lib/argument/last-words';
import { records } from '#lib/argument/records';

const said = (person: string, attitude: string, day: number, note = 'Says so.') => {
  return { person, attitude, message: `${person}-${day}@example.org`, date: `2021-12-${day}`, note };
};

const claim = (id: string, fields: object) =>
  records.claim.schema.parse({ id, title: id, kind: 'normative', why: 'w', topic: 't', order: 1, ...fields });

const claims = [
  claim('one', {
    stances: [said('ann', 'asserts', 17), said('ann', 'withdraws', 19), said('bob', 'rejects', 18)],
    relations: [{ kind: 'concedes', claim: 'two', ...said('cem', 'asserts', 20), attitude: undefined }].map(
      ({ attitude: _, ...relation }) => relation,
    ),
  }),
  claim('two', {
    stances: [
      said('cem', 'concedes', 20),
      said('bob', 'lukewarm', 18),
      // Later in the record on the same day: the later one.
      said('dan', 'rejects', 18),
      said('dan', 'accepts', 18),
      said('bob', 'rejects', 16),
    ],
  }),
];
const changes = [
  records.change.schema.parse({
    id: 'patch',
    title: 'A patch',
    date: '2021-12-17',
    state: 'merged',
    stances: [said('eve', 'concedes', 18)],
  }),
];
const objections = [
  records.objection.schema.parse({
    id: 'doubt',
    title: 'A doubt',
    person: 'ann',
    message: 'doubt@example.org',
    date: '2021-12-17',
    change: 'patch',
    answers: [
      { kind: 'withdrawn', person: 'ann', date: '2021-12-21', note: 'Takes it back.' },
      { kind: 'rejected', person: 'bob', date: '2021-12-18', note: 'Does not accept it.' },
    ],
  }),
];

const brief = (words: ReturnType<typeof listConcessions>) =>
  words.map(({ person, attitude, about }) => `${person} ${attitude} ${about.kind}/${about.slug}`);

describe('last words', () => {
  it('are concessions of every kind of record, oldest first, each mail once', () => {
    expect(brief(listConcessions({ claims, changes, objections, counterexamples: [] }))).toEqual([
      'eve concedes change/patch',
      'ann withdraws claim/one',
      'cem concedes claim/two',
      'ann withdraws objection/doubt',
    ]);
  });

  it('are doubts where they are the last that somebody said of a claim, newest first', () => {
    expect(brief(listLastDoubts({ claims }))).toEqual(['bob rejects claim/one', 'bob lukewarm claim/two']);
  });
});
