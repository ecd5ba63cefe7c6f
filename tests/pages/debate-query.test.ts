import { describe, expect, it } from 'vitest';
import type { Matrix, MatrixCell, PolicyRow } from '#lib/db/record-types';
import { readDay, writeHref } from '../../app/_components/page-query';
import { arrangeMatrices, countFailing, listJudgedClaims } from '../../app/_debate/arrange-matrices';
import { debateHref, isNarrowed, readDebateQuery } from '../../app/_debate/debate-query';

describe('an address', () => {
  it('reads what it writes', () => {
    const { asked } = readDebateQuery({ person: 'ann', kind: ' thp ', at: '2021-12-18', sort: 'failing', page: '3' });
    expect(asked).toEqual({
      person: 'ann',
      kind: 'thp',
      at: '2021-12-18',
      property: '',
      family: '',
      sort: 'failing',
      page: 3,
    });
    const address = new URL(debateHref(asked, { page: 3 }), 'http://localhost');
    expect(readDebateQuery(Object.fromEntries(address.searchParams)).asked).toEqual(asked);
    expect(address.hash).toBe('#matrix');
  });

  it('leaves out what is at its default, and begins again at the first page', () => {
    const { asked } = readDebateQuery({ sort: 'topic', page: '4', person: '' });
    expect(debateHref(asked, {})).toBe('/#matrix');
    expect(isNarrowed(asked)).toBe(false);
    expect(debateHref(asked, { person: 'ann' })).toBe('/?person=ann#matrix');
  });

  it('takes what is no day for none, and says so', () => {
    expect(readDebateQuery({ at: '2021-02-30' })).toMatchObject({ asked: { at: '' }, wrongDay: '2021-02-30' });
    expect(readDay('2021-12-18')).toBe('2021-12-18');
    expect(readDay('yesterday')).toBeUndefined();
    expect(readDebateQuery({ page: '-3', sort: 'banana' }).asked).toMatchObject({ page: 1, sort: 'topic' });
  });

  it('escapes its values', () => {
    expect(writeHref('/claims', { property: 'reach done(a) & b', empty: '' })).toBe(
      '/claims?property=reach+done%28a%29+%26+b',
    );
  });
});

const policy = (id: string): PolicyRow => {
  return { id, title: id, rule: id, family: 'f', standing: 'released', inForce: '', variantOf: null };
};

const cell = (id: string, verdict: MatrixCell['verdict'], scenario: string | null = 's'): MatrixCell => ({
  policy: id,
  kind: null,
  verdict,
  scenario,
  property: 'p',
  states: 1,
  schedules: '1',
  complete: true,
  bound: null,
  steps: null,
  stale: false,
  isCount: false,
  copies: null,
});

function makeMatrix(family: string, rows: Record<string, readonly MatrixCell[]>): Matrix {
  const list = Object.entries(rows).map(([slug, cells]) => ({
    claim: { slug, title: slug, kind: 'factual', topic: 't', position: 1, holders: [] } as const,
    refines: null,
    judged: cells.some(({ scenario }) => scenario !== null),
    cells,
  }));
  return {
    family,
    title: family,
    policies: ['A1', 'A2'].map(policy),
    topics: [{ id: 't', title: 'T', text: '', rows: list }],
  };
}

const matrices = [
  makeMatrix('one', {
    x: [cell('A1', 'violated'), cell('A2', 'holds')],
    y: [cell('A1', 'holds'), cell('A2', 'holds')],
    z: [cell('A1', 'not applicable', null), cell('A2', 'stuck')],
  }),
  makeMatrix('two', {
    y: [cell('A1', 'violated'), cell('A2', 'unreached')],
    x: [cell('A1', 'holds'), cell('A2', 'holds')],
  }),
];
const every = () => true;

describe('the matrices', () => {
  const slugs = (shown: readonly Matrix[]) =>
    shown.map(({ family, topics }) => [family, topics.flatMap(({ rows }) => rows.map(({ claim }) => claim.slug))]);

  it('show the claims that are asked for, in the family that tells them apart', () => {
    const view = { claims: ['x', 'y'], isByTopic: true, family: undefined, hasPolicy: every };
    expect(slugs(arrangeMatrices(matrices, view))).toEqual([
      ['one', ['x']],
      ['two', ['y']],
    ]);
  });

  it('show every claim that one family judges where it alone is asked for', () => {
    const view = { claims: ['y', 'x'], isByTopic: true, family: 'one', hasPolicy: every };
    expect(slugs(arrangeMatrices(matrices, view))).toEqual([['one', ['x', 'y']]]);
    expect(slugs(arrangeMatrices(matrices, { ...view, isByTopic: false }))).toEqual([['one', ['y', 'x']]]);
  });

  it('lose the column of a policy that was not known, and the claims that only it was asked about', () => {
    const hasPolicy = ({ id }: PolicyRow) => id === 'A1';
    const view = { claims: ['x', 'y', 'z'], isByTopic: true, family: 'one', hasPolicy };
    const [shown] = arrangeMatrices(matrices, view);
    expect(shown?.policies.map(({ id }) => id)).toEqual(['A1']);
    expect(shown?.topics[0]?.rows.map(({ claim, cells }) => [claim.slug, cells.length])).toEqual([
      ['x', 1],
      ['y', 1],
    ]);
    expect([...listJudgedClaims(matrices, { family: 'one', hasPolicy })]).toEqual(['x', 'y']);
  });

  it('count what speaks against a claim over all families', () => {
    expect(Object.fromEntries(countFailing(matrices))).toEqual({ x: 1, y: 2, z: 1 });
  });
});
