import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinLineages, type VersionCorrection } from '#lib/patch/series/lineage';
import type { PostedSeries } from '#lib/patch/series/version-link';

let count = 0;

/** A posting of single patch unless said otherwise; `day` counts from 1 January 2021. */
function posting(day: number, rest: Partial<PostedSeries> = {}): PostedSeries {
  const key = ++count;
  const title = rest.title ?? 'mm: fix the refcount of a shared page';
  return {
    ...{ key, author: 'ann@x', title, version: 1, isRfc: false, isResend: false, changeId: undefined, targets: [] },
    ...{ ids: [`m${key}@x`], references: [], mentions: [], paths: ['mm/a.c'] },
    dateMs: Date.UTC(2021, 0, day),
    total: undefined,
    patches: [{ title, patchId: `p${key}` }],
    ...rest,
  };
}

/** The lineages as lists of positions in what was given, and the reasons of all links. */
function join(postings: readonly PostedSeries[], corrections: readonly VersionCorrection[] = []) {
  const place = new Map(postings.map(({ key }, i) => [key, i]));
  const lineages = joinLineages(postings, corrections);
  return lineages.map((lineage) => lineage.map(({ key, link }) => `${place.get(key)}${link ? ` ${link.reason}` : ''}`));
}

describe('what makes two postings versions of one series', () => {
  const v2 = (rest: Partial<PostedSeries> = {}) => posting(20, { version: 2, ...rest });

  test('the same change-id, whatever else is different', () => {
    const a = posting(1, { changeId: '20210101-gup-1234abcd5678' });
    expect(
      join([a, posting(400, { ...a, key: ++count, ids: ['z@x'], title: 'other', author: 'bo@x', version: 7 })]),
    ).toEqual([['0', '1 change-id']]);
  });

  test('a cover letter that names the earlier version, under another name and by another author', () => {
    const a = posting(1);
    const mentions = [{ id: a.ids[0] ?? '', isVersion: true }];
    expect(join([a, v2({ title: 'gup: rework it', mentions })])).toEqual([['0', '1 named']]);
    expect(join([a, v2({ author: 'bo@x', mentions })])).toEqual([['0', '1 named']]);
    // Another's series that is named, and has nothing in common, is what it builds on.
    expect(join([a, v2({ author: 'bo@x', title: 'gup: rework it', mentions })])).toEqual([['0'], ['1']]);
    expect(join([a, v2({ title: 'gup: rework it', mentions: [{ id: a.ids[0] ?? '', isVersion: false }] })])).toEqual([
      ['0'],
      ['1'],
    ]);
  });

  test('a version in reply, renamed; not one in reply to somebody else or to another series further up', () => {
    const a = posting(1);
    const references = [...a.ids];
    expect(join([a, v2({ title: 'gup: rework it', references })])).toEqual([['0', '1 reply']]);
    expect(join([a, v2({ title: 'gup: rework it', references, author: 'bo@x' })])).toEqual([['0'], ['1']]);
    const between = posting(5, { author: 'bo@x', title: 'something else', references });
    expect(join([a, between, v2({ title: 'gup: rework it', references: [...references, ...between.ids] })])).toEqual([
      ['0'],
      ['1'],
      ['2'],
    ]);
    expect(join([a, posting(2, { title: 'gup: rework it', references })])).toEqual([['0'], ['1']]);
  });

  test('the same title by the same author: v2, RFC then patch, a posting without a number within days', () => {
    expect(join([posting(1), v2()])).toEqual([['0', '1 title']]);
    expect(join([posting(1, { isRfc: true, version: 2 }), posting(9)])).toEqual([['0', '1 title']]);
    expect(join([posting(1), posting(9)])).toEqual([['0', '1 title']]);
    expect(join([posting(1), posting(40)])).toEqual([['0'], ['1']]);
    expect(join([posting(1), v2({ author: 'bo@x' })])).toEqual([['0'], ['1']]);
  });

  test('a title that comes again for another release is another series', () => {
    const fixes = (day: number, version: number, name: string) =>
      posting(day, { title: 'KVM fixes for 5.x', version, total: 2, patches: [{ title: name, patchId: name }] });
    expect(join([fixes(1, 1, 'a'), fixes(90, 1, 'b'), fixes(95, 2, 'b')])).toEqual([['0'], ['1', '2 title']]);
    expect(join([fixes(1, 1, 'a'), fixes(100, 2, 'b')])).toEqual([['0'], ['1']]);
  });

  test('sent again: marked, or the same change under the same title', () => {
    const a = posting(1);
    expect(join([a, posting(60, { isResend: true, patches: a.patches })])).toEqual([['0', '1 resend']]);
    expect(join([a, posting(60, { patches: a.patches })])).toEqual([['0', '1 resend']]);
    expect(join([a, posting(60, { patches: a.patches, author: 'bo@x' })])).toEqual([['0'], ['1']]);
    expect(join([a, posting(60, { patches: a.patches, title: 'another thing' })])).toEqual([['0'], ['1']]);
  });

  test('the same patches for two stable releases are no versions of one another', () => {
    const a = posting(1, { targets: ['5.4'] });
    expect(join([a, posting(1, { patches: a.patches, targets: ['4.19'] })])).toEqual([['0'], ['1']]);
    expect(join([a, posting(3, { version: 2, targets: ['4.19'], references: a.ids })])).toEqual([['0'], ['1']]);
  });

  test('a series renamed, split and joined keeps its patches', () => {
    const patches = ['a', 'b', 'c', 'd'].map((title) => ({ title, patchId: undefined }));
    const whole = posting(1, { total: 4, patches });
    const first = posting(30, { title: 'part one', version: 2, total: 2, patches: patches.slice(0, 2) });
    const second = posting(30, { title: 'part two', version: 2, total: 2, patches: patches.slice(2) });
    expect(join([whole, first, second])).toEqual([['0', '1 overlap', '2 overlap']]);
    const one = posting(40, { title: 'a', patches: patches.slice(0, 1), version: 2 });
    expect(join([whole, one])).toEqual([['0', '1 overlap']]);
    expect(join([whole, { ...one, version: 1 }])).toEqual([['0'], ['1']]);
    // One common patch among many says nothing.
    const other = posting(30, {
      title: 'else',
      total: 3,
      patches: ['a', 'x', 'y'].map((title) => ({ title, patchId: undefined })),
    });
    expect(join([whole, other])).toEqual([['0'], ['1']]);
  });

  test('a title worded anew, with the same files, as the very next version', () => {
    const a = posting(1, { title: 'mm/gup: fix the leak of a pinned page' });
    const b = (rest: Partial<PostedSeries> = {}) => v2({ title: 'mm: gup: fix leak of a pinned page', ...rest });
    expect(join([a, b()])).toEqual([['0', '1 similar']]);
    expect(join([a, b({ version: 3 })])).toEqual([['0'], ['1']]);
    expect(join([a, b({ paths: ['mm/b.c'] })])).toEqual([['0'], ['1']]);
    // It has a next version under its own title: the like one is another series.
    expect(join([a, b(), v2({ title: a.title })])).toEqual([['0', '2 title'], ['1']]);
  });

  test('what a person said holds, either way', () => {
    const [a, b] = [posting(1), v2()];
    expect(join([a, b], [{ kind: 'apart', key: b.key }])).toEqual([['0'], ['1']]);
    const other = posting(300, { author: 'bo@x', title: 'else' });
    expect(join([a, b, other], [{ kind: 'joined', key: other.key, to: a.key }])).toEqual([['0', '1 title', '2 hand']]);
    const both: VersionCorrection[] = [
      { kind: 'apart', key: b.key },
      { kind: 'joined', key: b.key, to: other.key },
    ];
    expect(join([a, b, other], both)).toEqual([['0'], ['1', '2 hand']]);
  });

  test('postings without a date are not taken for near each other', () => {
    expect(join([posting(1, { dateMs: 0 }), posting(1, { dateMs: 0 })])).toEqual([['0'], ['1']]);
  });
});

test('any order gives the same lineages, and postings without a tie change nothing', () => {
  const arbitrary = fc.record({
    author: fc.constantFrom('ann@x', 'bo@x'),
    title: fc.constantFrom('mm: fix a leak of pages', 'mm: fix the leak of pages', 'net: x'),
    version: fc.integer({ min: 1, max: 3 }),
    isRfc: fc.boolean(),
    day: fc.integer({ min: 1, max: 200 }),
    refers: fc.option(fc.integer({ min: 0, max: 7 }), { nil: undefined }),
    names: fc.option(fc.integer({ min: 0, max: 7 }), { nil: undefined }),
    change: fc.constantFrom(undefined, 'change-one'),
    patch: fc.constantFrom('p', 'q', 'r'),
  });
  fc.assert(
    fc.property(fc.array(arbitrary, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), (facts, order) => {
      const all = facts.map(
        ({ day, refers, names, change, patch, ...rest }, i): PostedSeries =>
          posting(day, {
            ...rest,
            key: i + 1,
            ids: [`m${i}@x`],
            references: refers === undefined ? [] : [`m${refers}@x`],
            mentions: names === undefined ? [] : [{ id: `m${names}@x`, isVersion: true }],
            changeId: change,
            patches: [{ title: rest.title, patchId: patch }],
          }),
      );
      const say = (postings: readonly PostedSeries[]) =>
        joinLineages(postings, [])
          .map((lineage) => lineage.map(({ key, link }) => `${key} ${link?.to} ${link?.reason}`).join(', '))
          .sort();
      const keyed = all.map((one) => ({ one, at: order.next().value }));
      const shuffled = keyed.sort((a, b) => a.at - b.at).map(({ one }) => one);
      const lineages = say(all);
      expect(say(shuffled)).toEqual(lineages);
      // A part that is closed under lineages and titles gives what the whole gives.
      const author = all.filter((one) => one.author === 'ann@x').map(({ key }) => key);
      const isClosed = lineages.every((line) => {
        const keys = line.split(', ').map((item) => Number(item.split(' ')[0]));
        return keys.every((key) => author.includes(key)) || keys.every((key) => !author.includes(key));
      });
      if (!isClosed) return;
      const own = lineages.filter((line) => author.includes(Number(line.split(' ')[0])));
      expect(say(all.filter(({ key }) => author.includes(key)))).toEqual(own);
    }),
  );
});

test('a thousand postings by one author are joined at once', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    posting(1 + (i % 300), { title: `mm: change ${i % 500}`, version: 1 + (i % 3) }),
  );
  expect(joinLineages(many, []).flat()).toHaveLength(1000);
});
