import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Threaded, threadAnnotations } from '#lib/argument/annotation-thread';

const note = (slug: string, parent: string | null, day: number): Threaded => ({
  slug,
  parent,
  createdAt: `2025-02-${String(day).padStart(2, '0')}T10:00:00.000Z`,
});

const shape = (notes: readonly Threaded[]) =>
  threadAnnotations(notes).map(({ head, replies }) => [
    head.slug,
    ...replies.map(({ note: reply, to }) => (to === null ? reply.slug : `${reply.slug}>${to.slug}`)),
  ]);

describe('threads of annotations', () => {
  test('are flat: an answer to an answer says which, and stands in the order of writing', () => {
    expect(shape([note('c', 'b', 3), note('a', null, 1), note('d', 'a', 4), note('b', 'a', 2)])).toEqual([
      ['a', 'b', 'c>b', 'd'],
    ]);
  });

  test('an answer to what is not there begins a thread', () => {
    expect(shape([note('a', 'gone', 1), note('b', 'a', 2)])).toEqual([['a', 'b']]);
  });

  test('notes in a circle stand in one thread, under the first', () => {
    expect(shape([note('a', 'b', 1), note('b', 'a', 2)])).toEqual([['a', 'b']]);
  });

  test('show every note once, whatever answers what', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(11)), { maxLength: 12 }), (parents) => {
        const notes = parents.map((parent, index) =>
          note(`n${index}`, parent === null ? null : `n${parent}`, (index % 28) + 1),
        );
        const shown = threadAnnotations(notes).flatMap(({ head, replies }) => [
          head.slug,
          ...replies.map((reply) => reply.note.slug),
        ]);
        expect(shown.toSorted()).toEqual(notes.map(({ slug }) => slug).toSorted());
      }),
    );
  });
});
