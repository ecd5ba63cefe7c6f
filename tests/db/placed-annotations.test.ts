import { beforeEach, describe, expect, test } from 'vitest';
import { saveAnnotation } from '#lib/db/annotation';
import { carryByHand, undoCarry } from '#lib/db/annotation-answer';
import type { Moot } from '#lib/db/open';
import { listHoused, listPlaced, type PlacedAnnotation } from '#lib/db/placed-annotations';
import type { AnnotationRequest } from '#lib/db/record-types';
import { findLineage } from '#lib/db/series';
import { findWords } from '#lib/patch/carry/side-file';
import type { DiffFile } from '#lib/patch/diff/diff-file';
import { printHunkHeader } from '#lib/patch/diff/hunk';
import { makeMoot } from '../content/temp.ts';
import { makeDiff } from '../patch/make-diff.ts';
import { importTexts, mail } from './archive-moot.ts';

const author = 'Ann Ek <ann@example.org>';
const base = 'one two three four five six seven eight nine ten'.split(' ');
const first = ['one', 'two', 'int fresh = 1;', 'return fresh;', ...base.slice(2)];

function printDiff(file: DiffFile): string {
  const hunks = file.hunks.map((hunk) => `${printHunkHeader(hunk)}\n${hunk.text}\n`).join('');
  return `diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n${hunks}`;
}

const day = (number: number) => new Date(Date.UTC(2021, 0, number)).toUTCString();

/** A posting: a cover letter and two patches, the first of which makes `fresh` of the base. */
function posting(version: number, fresh: readonly string[]): readonly string[] {
  const label = version === 1 ? '' : ` v${version}`;
  const headers = { 'In-Reply-To': `<cover${version}@example.org>`, Date: day(version) };
  const other = `diff --git a/b.c b/b.c\n--- a/b.c\n+++ b/b.c\n@@ -1 +1 @@\n-old\n+new\n`;
  const own = printDiff(makeDiff('a.c', base, fresh));
  return [
    mail(`cover${version}`, 'All of it.\n', { Subject: `[PATCH${label} 0/2] mm: make it fresh`, Date: day(version) }),
    mail(`one${version}`, `Why.\n---\n${own}`, { Subject: `[PATCH${label} 1/2] make it fresh`, ...headers }),
    mail(`two${version}`, `Why.\n---\n${other}`, { Subject: `[PATCH${label} 2/2] and the rest`, ...headers }),
  ];
}

let moot: Moot;

beforeEach(async () => {
  moot = await makeMoot();
  globalThis.mootOpened = Promise.resolve(moot);
});

const request = (on: Partial<AnnotationRequest['front']>, lines: readonly [number, number] | null = null) =>
  ({
    slug: null,
    front: {
      message: 'one1@example.org',
      on: 'message',
      kind: 'note',
      claims: [],
      scenarios: [],
      answers: [],
      carried: [],
      ...(lines === null ? {} : { path: 'a.c', side: 'new', line: lines[0] }),
      ...(lines === null || lines[0] === lines[1] ? {} : { end: lines[1] }),
      ...on,
    },
    words:
      lines === null
        ? { lines: [], before: [], after: [], heading: '' }
        : (findWords([makeDiff('a.c', base, first)], { path: 'a.c', side: 'new', line: lines[0], end: lines[1] }) ?? {
            ...{ lines: [], before: [], after: [], heading: '' },
          }),
    body: 'Words.',
    author,
    version: 0,
  }) satisfies AnnotationRequest;

async function save(one: AnnotationRequest): Promise<string> {
  const saved = await saveAnnotation(one);
  if (saved.state !== 'saved') throw new Error(JSON.stringify(saved));
  return saved.slug;
}

const say = ({ placement, madeOn, correctedBy }: PlacedAnnotation) => {
  const where = placement.state === 'orphaned' ? '' : ` ${placement.path}:${placement.line}-${placement.end}`;
  return `${placement.state}${where} from ${madeOn.label}${correctedBy === null ? '' : ` by ${correctedBy}`}`;
};

describe('annotations of other versions', () => {
  test('stand on the page where they belong, each with its state', async () => {
    await importTexts(moot, [...posting(1, first), ...posting(2, ['zero', ...first.with(3, 'return fresh + 1;')])]);
    await save(request({ on: 'line' }, [3, 3]));
    await save(request({ on: 'line' }, [4, 4]));
    await save(request({ on: 'file', path: 'a.c' }));
    await save(request({}));
    await save(request({ on: 'series', message: 'cover1@example.org' }));
    expect((await listPlaced('one2@example.org')).map(say)).toEqual([
      'changed a.c:4-4 from v1',
      'changed a.c:5-5 from v1',
      'exact a.c:0-0 from v1',
      'exact :0-0 from v1',
    ]);
    expect((await listPlaced('one1@example.org')).map(say)).toEqual([
      'exact a.c:3-3 from v1',
      'exact a.c:4-4 from v1',
      'exact a.c:0-0 from v1',
      'exact :0-0 from v1',
    ]);
    expect(await listPlaced('two2@example.org')).toEqual([]);
    expect((await listPlaced('cover2@example.org')).map(say)).toEqual(['exact :0-0 from v1']);
  });

  test('whose line is gone stand with the patch that their own became, and not on older versions', async () => {
    await importTexts(moot, [...posting(1, first), ...posting(2, [...base, 'eleven'])]);
    await save(request({ on: 'range' }, [3, 4]));
    expect((await listPlaced('one2@example.org')).map(say)).toEqual(['orphaned from v1']);
    const words = { lines: ['eleven'], before: ['ten'], after: [], heading: '' };
    await save({ ...request({ on: 'line', message: 'one2@example.org', path: 'a.c', side: 'new', line: 11 }), words });
    expect((await listPlaced('one2@example.org')).map(say)).toEqual(['orphaned from v1', 'exact a.c:11-11 from v2']);
    expect((await listPlaced('one1@example.org')).map(say)).toEqual(['exact a.c:3-4 from v1']);
  });

  test('answers stand with what they answer', async () => {
    await importTexts(moot, [...posting(1, first), ...posting(2, ['zero', ...first])]);
    const head = await save(request({ on: 'line' }, [4, 4]));
    await save(request({ on: 'line', message: 'one2@example.org', parent: head }, [4, 4]));
    expect((await listPlaced('one1@example.org')).map(say)).toEqual(['exact a.c:4-4 from v1', 'exact a.c:4-4 from v2']);
    expect((await listPlaced('one2@example.org')).map(say)).toEqual(['moved a.c:5-5 from v1', 'moved a.c:5-5 from v2']);
  });

  test('a hand that says where one belongs wins, is carried on from there, and can be taken back', async () => {
    await importTexts(moot, [
      ...posting(1, first),
      ...posting(2, ['zero', ...first]),
      ...posting(3, ['minus', 'zero', ...first]),
    ]);
    const slug = await save(request({ on: 'line' }, [4, 4]));
    const by = { author: 'Bo Li <bo@example.org>', date: '2021-02-02' };
    const place = { message: 'one2@example.org', state: 'placed', path: 'a.c', side: 'new', line: 4, ...by } as const;
    await carryByHand(slug, place);
    expect((await listPlaced('one2@example.org')).map(say)).toEqual([
      'changed a.c:4-4 from v1 by Bo Li <bo@example.org>',
    ]);
    // Line 4 of v2 is line 5 of v3.
    const [third] = await listPlaced('one3@example.org');
    expect(third === undefined ? '' : say(third)).toBe('moved a.c:5-5 from v1');
    expect(third?.placement.why).toContain('Bo Li put it there in v2');
    expect((await listPlaced('one1@example.org')).map(say)).toEqual(['exact a.c:4-4 from v1']);

    await carryByHand(slug, { message: 'one2@example.org', state: 'gone', ...by });
    expect((await listPlaced('one2@example.org')).map(say)).toEqual(['orphaned from v1 by Bo Li <bo@example.org>']);
    expect((await listPlaced('one3@example.org')).map(say)).toEqual(['orphaned from v1']);

    await undoCarry(slug, 'one2@example.org', author);
    expect((await listPlaced('one2@example.org')).map(say)).toEqual(['moved a.c:5-5 from v1']);
  });

  test('what replies say is carried as well', async () => {
    const quoted = printDiff(makeDiff('a.c', base, first))
      .trimEnd()
      .split('\n')
      .map((line) => `> ${line}`);
    const at = quoted.findIndex((line) => line.includes('return fresh'));
    const reply = [...quoted.slice(0, at + 1), '', 'Why not zero?', '', ...quoted.slice(at + 1)].join('\n');
    await importTexts(moot, [
      ...posting(1, first),
      mail('r', `${reply}\n`, { Subject: 'Re: [PATCH 1/2] make it fresh', 'In-Reply-To': '<one1@example.org>' }),
      ...posting(2, ['zero', ...first]),
    ]);
    const [remark, ...rest] = await listPlaced('one2@example.org');
    expect(rest).toEqual([]);
    expect(remark).toMatchObject({ note: { source: 'r@example.org', bodyMarkdown: 'Why not zero?' } });
    expect(remark === undefined ? '' : say(remark)).toBe('moved a.c:5-5 from v1');
  });

  test('all of a version at once', async () => {
    await importTexts(moot, [...posting(1, first), ...posting(2, ['zero', ...first])]);
    await save(request({ on: 'line' }, [4, 4]));
    await save(request({ on: 'message', message: 'two1@example.org' }));
    const lineage = await findLineage('one1@example.org');
    const all = lineage === undefined ? [] : await listHoused(lineage, 1);
    expect(all.map(({ home, hasPatch }) => [home, hasPatch])).toEqual([
      ['one2@example.org', true],
      ['two2@example.org', true],
    ]);
  });
});
