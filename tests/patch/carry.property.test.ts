import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCarry, type PatchDiffs } from '#lib/patch/carry/carry';
import { findWords, readSide } from '#lib/patch/carry/side-file';
import { pathOf } from '#lib/patch/diff/diff-file';
import { makeDiff } from './make-diff.ts';

/** A line that can be told from every other one, whatever it says. */
interface Line {
  readonly id: number;
  readonly text: string;
}

/** One file as it stands before the first patch of a series and after each of them. */
type States = readonly (readonly Line[])[];

interface Edit {
  readonly kind: 'insert' | 'delete' | 'change' | 'move' | 'repeat';
  readonly at: number;
  readonly size: number;
  readonly to: number;
  readonly text: string;
}

/** Lines as code has them: most of them stand in many places. */
const repeated = fc.constantFrom('}', '', '\treturn 0;', '\tif (x) {', '\tbreak;', 'a', 'b', 'c', 'd');
const telling = fc.integer({ min: 0, max: 1_000_000 }).map((number) => `\tint name_${number};`);

const edits = (text: fc.Arbitrary<string>, max: number) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom<Edit['kind']>('insert', 'delete', 'change', 'move', 'repeat'),
      at: fc.nat(200),
      size: fc.integer({ min: 1, max: 4 }),
      to: fc.nat(200),
      text,
    }),
    { maxLength: max },
  );

const stories = (text: fc.Arbitrary<string>) =>
  fc.record({
    base: fc.array(text, { minLength: 1, maxLength: 25 }),
    rebase: edits(text, 2),
    first: fc.array(edits(text, 5), { minLength: 1, maxLength: 3 }),
    revision: edits(text, 5),
    cut: fc.nat(3),
  });

function apply(lines: readonly Line[], list: readonly Edit[], next: () => number): readonly Line[] {
  let now = [...lines];
  for (const { kind, at, size, to, text } of list) {
    const where = at % (now.length + 1);
    if (kind === 'insert') now.splice(where, 0, { id: next(), text });
    if (kind === 'delete') now.splice(where, size);
    // An edited line is another one: it says something else.
    if (kind === 'change' && where < now.length && now[where]!.text !== text) now[where] = { id: next(), text };
    if (kind === 'move') {
      const block = now.splice(where, size);
      now.splice(to % (now.length + 1), 0, ...block);
    }
    if (kind === 'repeat') {
      const block = now.slice(where, where + size).map((line) => ({ id: next(), text: line.text }));
      now.splice(to % (now.length + 1), 0, ...block);
    }
    now = now.slice(0, 60);
  }
  return now;
}

/** Two versions of a series on one file. The second starts from another base, is revised, and is cut into other patches. */
function tell({ base, rebase, first, revision, cut }: { [K in keyof Story]: Story[K] }): readonly [States, States] {
  let last = 0;
  const next = () => ++last;
  const start = base.map((text) => ({ id: next(), text }));
  const one: (readonly Line[])[] = [start];
  for (const list of first) one.push(apply(one.at(-1)!, list, next));
  const moved = apply(start, rebase, next);
  const end = apply(one.at(-1)!, revision, next);
  const between = one.slice(1, 1 + (cut % first.length));
  return [one, [moved, ...between, end]];
}

type Story = {
  base: string[];
  rebase: Edit[];
  first: Edit[][];
  revision: Edit[];
  cut: number;
};

function post(name: string, states: States): PatchDiffs {
  return states.slice(1).map((fresh, at) => ({
    messageId: `${name}-${at}`,
    title: `step ${at}`,
    part: at + 1,
    files: [
      makeDiff(
        'a.c',
        states[at]!.map(({ text }) => text),
        fresh.map(({ text }) => text),
      ),
    ].filter(({ hunks }) => hunks.length > 0),
  }));
}

interface Carried {
  readonly state: string;
  readonly was: Line;
  /** Where it was carried to, by the files themselves; undefined where it is orphaned. */
  readonly now: Line | undefined;
  readonly isSameBeside: boolean;
  /** In how many places the diffs of the second version show the very line, with the neighbours that it had. */
  readonly stands: number;
}

/** Carries every changed line of the first version, and says by the files what became of it. */
function carryAll([one, two]: readonly [States, States]): Carried[] {
  const [from, to] = [post('v1', one), post('v2', two)];
  const carry = openCarry(from, to);
  const fileOf = (states: States, patch: number, side: 'old' | 'new') => states[side === 'old' ? patch : patch + 1]!;
  const besideOf = (lines: readonly Line[], line: number) =>
    JSON.stringify([lines[line - 2]?.text ?? null, lines[line]?.text ?? null]);
  return from.flatMap(({ messageId, files }, patch) =>
    files.flatMap((file) =>
      (['old', 'new'] as const).flatMap((side) => {
        const shown = readSide(file, side);
        const own = fileOf(one, patch, side);
        return shown.numbers.flatMap((line, index): Carried[] => {
          if (!shown.isChanged[index]) return [];
          const words = findWords([file], { path: pathOf(file), side, line, end: line })!;
          const placement = carry({ patch: messageId, path: pathOf(file), side, line, end: line, words });
          const was = own[line - 1]!;
          const beside = besideOf(own, line);
          const stands = to.flatMap((other, at) =>
            other.files.flatMap((theirs) => {
              const there = fileOf(two, at, side);
              return readSide(theirs, side).numbers.filter(
                (number) => there[number - 1]!.id === was.id && besideOf(there, number) === beside,
              );
            }),
          ).length;
          if (placement.state === 'orphaned') {
            return [{ state: 'orphaned', was, now: undefined, isSameBeside: false, stands }];
          }
          const there = fileOf(
            two,
            to.findIndex((other) => other.messageId === placement.patch),
            placement.side,
          );
          const now = there[placement.line - 1]!;
          const isSameBeside = besideOf(there, placement.line) === beside;
          return [{ state: placement.state, was, now, isSameBeside, stands }];
        });
      }),
    ),
  );
}

describe('random files, edited at random', () => {
  test('a line is never carried as exact or moved to another one, unless both say the same beside the same', () => {
    fc.assert(
      fc.property(fc.oneof(stories(repeated), stories(fc.oneof(repeated, telling))), (story) => {
        for (const { state, was, now, isSameBeside } of carryAll(tell(story))) {
          if (state !== 'exact' && state !== 'moved') continue;
          expect(now?.text).toBe(was.text);
          expect(now?.id === was.id ? true : isSameBeside).toBe(true);
          expect(isSameBeside).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('where no line says what another one says, each is carried to itself', () => {
    const distinct = fc.uniqueArray(fc.nat(1_000_000), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(stories(telling), distinct, (story, numbers) => {
        // Every line gets words of its own, also those that edits repeat.
        let at = 0;
        const own = new Map<number, string>();
        const rename = (states: States): States =>
          states.map((lines) =>
            lines.map(({ id }) => {
              if (!own.has(id)) own.set(id, `\tint name_${numbers[at % 60]}_${at++};`);
              return { id, text: own.get(id)! };
            }),
          );
        const [one, two] = tell(story);
        for (const { state, was, now, stands } of carryAll([rename(one), rename(two)])) {
          // A line that a patch adds and a later one moves stands in both: then a person has to choose.
          if (stands === 1) {
            expect(state).toMatch(/^(exact|moved)$/);
            expect(now?.id).toBe(was.id);
          } else if (state === 'exact' || state === 'moved') expect(now?.id).toBe(was.id);
        }
      }),
      { numRuns: 300 },
    );
  });
});
