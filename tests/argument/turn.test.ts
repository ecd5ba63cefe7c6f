import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DebateGraph, GraphRelation } from '#lib/argument/graph';
import { listSaid } from '#lib/argument/happened';
import { findTurns } from '#lib/argument/turn';

describe('turns', () => {
  const history = fc
    .integer({ min: 2, max: 60 })
    .chain((points) =>
      fc.dictionary(
        fc.constantFrom('a', 'b', 'c', 'd'),
        fc.array(fc.constantFrom('in', 'out', 'undecided'), { minLength: points, maxLength: points }),
        { minKeys: 1 },
      ),
    );
  const at = (values: Record<string, string[]>) => (point: number) =>
    new Map(Object.entries(values).map(([name, all]) => [name, all[point]!]));

  test('are where a value becomes what it is at the end, and only of values that differ', () => {
    fc.assert(
      fc.property(history, (values) => {
        const last = Object.values(values)[0]!.length - 1;
        const turns = findTurns(at(values), last, Number.POSITIVE_INFINITY);
        for (const [name, all] of Object.entries(values)) {
          const turn = turns.get(name);
          expect(turn === undefined).toBe(all[0] === all[last]);
          if (turn === undefined) continue;
          expect(turn.by).toBe(turn.after + 1);
          expect(all[turn.by]).toBe(all[last]);
          expect(all[turn.after]).not.toBe(all[last]);
        }
      }),
    );
  });

  test('are known roughly where few points may be looked at', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 5 }), (values, most) => {
        const last = Object.values(values)[0]!.length - 1;
        const asked = new Set<number>();
        const look = at(values);
        const turns = findTurns(
          (point) => {
            asked.add(point);
            return look(point);
          },
          last,
          most,
        );
        expect(asked.size).toBeLessThanOrEqual(most + 2);
        for (const [name, { after, by }] of turns) {
          expect(values[name]?.[by]).toBe(values[name]?.[last]);
          expect(values[name]?.[after]).not.toBe(values[name]?.[last]);
        }
      }),
    );
  });
});

describe('what was said', () => {
  const relation = (from: string, to: string, date: string): GraphRelation => {
    const rest = { premises: [], toward: null, scenario: null, person: null, message: null, note: '' };
    return { kind: 'supports', from, to, date, ...rest };
  };
  const claim = (slug: string, ...dates: string[]): DebateGraph['claims'][number] => ({
    slug,
    title: slug,
    kind: 'factual',
    topic: 'all',
    order: 0,
    since: dates[0] ?? null,
    holders: [],
    stances: dates.map((date) => ({ person: 'ann', attitude: 'asserts', message: 'a@b', date, note: '' })),
    scenarios: [],
  });
  const graph: DebateGraph = {
    claims: [claim('a', '2020-01-01'), claim('b', '2020-02-01', '2020-03-01'), claim('c', '2020-04-01'), claim('d')],
    relations: [relation('b', 'a', '2020-02-02'), relation('c', 'b', '2020-04-01'), relation('b', 'c', '2020-05-01')],
  };
  const names = (after: string, by: string) =>
    listSaid(graph, 'a', after, by).map((said) =>
      said.what === 'stance'
        ? `${said.claim.slug} ${said.stance.date}`
        : `${said.relation.from} to ${said.relation.to}`,
    );

  test('of the claim itself comes before what bears on it', () => {
    expect(names('2020-01-31', '2020-06-01')).toEqual(['b to a']);
    expect(names('2020-02-02', '2020-06-01')).toEqual(['c to b', 'b 2020-03-01']);
    expect(names('2020-04-02', '2020-06-01')).toEqual(['b to c']);
  });

  test('is empty where nothing leads to the claim, and ends in a circle', () => {
    expect(names('2020-06-01', '2020-07-01')).toEqual([]);
    expect(listSaid(graph, 'd', '2000-01-01', '2030-01-01')).toEqual([]);
  });
});
