import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildThread, joinThreads, type ThreadMember } from '#lib/mail/thread';

const member = (id: string, references: string[] = [], dateMs = 0, parent = references.at(-1)): ThreadMember => ({
  id,
  references,
  parent,
  dateMs,
});
const draw = (members: readonly ThreadMember[]) =>
  buildThread(members).places.map(({ id, depth, isGhost }) => `${' '.repeat(depth)}${id}${isGhost ? '?' : ''}`);

describe('a thread', () => {
  test('two replies to a mail that is not held hang under its ghost', () => {
    expect(draw([member('b', ['g']), member('a', ['g'])])).toEqual(['g?', ' a', ' b']);
  });

  test('siblings stand by date, then by id', () => {
    expect(draw([member('c', ['r'], 2), member('b', ['r'], 3), member('a', ['r'], 3), member('r')])).toEqual([
      'r',
      ' c',
      ' a',
      ' b',
    ]);
  });

  test('a ghost between two held mails keeps its place; one that tells nothing goes', () => {
    expect(draw([member('r'), member('a', ['r', 'g'])])).toEqual(['r', ' g?', '  a']);
    expect(draw([member('r'), member('a', ['r', 'x', 'g'])])).toEqual(['r', ' g?', '  a']);
    expect(draw([member('a', ['x', 'g']), member('b', ['x', 'h'])])).toEqual(['x?', ' g?', '  a', ' h?', '  b']);
  });

  test('circles are cut at the earliest mail and told', () => {
    const circle = [member('a', ['b'], 3), member('b', ['c'], 1), member('c', ['a'], 2)];
    expect(buildThread(circle).cut).toEqual(['b']);
    expect(draw(circle)).toEqual(['b', ' a', '  c']);
    expect(draw([member('a', ['a'])])).toEqual(['a']);
  });

  test('50,000 deep', () => {
    const members = Array.from({ length: 50_000 }, (_, i) => member(`m${i}`, i === 0 ? [] : [`m${i - 1}`], i));
    const tree = buildThread(members);
    expect(tree.places.at(-1)?.depth).toBe(49_999);
    expect(new Set(joinThreads(members).values()).size).toBe(1);
  });

  test('both ids of an In-Reply-To join', () => {
    const groups = joinThreads([
      { id: 'a', references: [] },
      { id: 'b', references: [] },
      { id: 'c', references: ['a', 'b'] },
    ]);
    expect(new Set(groups.values()).size).toBe(1);
  });
});

const ids = fc.constantFrom(...'abcdefghij');
const members = fc.uniqueArray(
  fc.record({ id: ids, references: fc.uniqueArray(ids, { maxLength: 4 }), dateMs: fc.nat(3), last: fc.boolean() }).map(
    ({ id, references, dateMs, last }): ThreadMember => ({
      id,
      references: references.filter((reference) => reference !== id),
      dateMs,
      parent: references.filter((reference) => reference !== id).at(last ? -1 : 0),
    }),
  ),
  { selector: ({ id }) => id, maxLength: 10 },
);

describe('any mails', () => {
  test('threading does not depend on the order of import', () => {
    fc.assert(
      fc.property(
        members.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(buildThread(shuffled)).toEqual(buildThread(all));
          expect([...joinThreads(shuffled)].sort()).toEqual([...joinThreads(all)].sort());
        },
      ),
    );
  });

  test('no message is lost or shown twice, ghosts are ids not held, parents come before their children', () => {
    fc.assert(
      fc.property(members, (all) => {
        const { places } = buildThread(all);
        const held = new Set(all.map(({ id }) => id));
        expect(
          places
            .filter((place) => !place.isGhost)
            .map((place) => place.id)
            .sort(),
        ).toEqual([...held].sort());
        expect(new Set(places.map((place) => place.id)).size).toBe(places.length);
        const seen = new Map<string, number>();
        for (const place of places) {
          if (place.isGhost) expect(held.has(place.id)).toBe(false);
          if (place.parent === undefined) expect(place.depth).toBe(0);
          else expect(seen.get(place.parent)).toBe(place.depth - 1);
          seen.set(place.id, place.depth);
        }
      }),
    );
  });
});
