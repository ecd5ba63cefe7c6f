import { beforeEach, describe, expect, it } from 'vitest';
import { loadContent } from '#lib/content/load';
import { deleteAnnotation, findAnnotation, listAnnotations, nameAnnotation, saveAnnotation } from '#lib/db/annotation';
import { answerAnnotation, carryByHand, undoCarry } from '#lib/db/annotation-answer';
import type { Moot } from '#lib/db/open';
import { listRevisions } from '#lib/db/record-text';
import type { AnnotationRequest } from '#lib/db/record-types';
import { copyContent, makeMoot } from '../content/temp';

const author = 'Cy Dee <cy@example.org>';
const date = '2025-02-10';
const opened = globalThis as typeof globalThis & { mootOpened?: Promise<Moot> };

beforeEach(async () => {
  const moot = await makeMoot();
  opened.mootOpened = Promise.resolve(moot);
  expect((await loadContent(moot, copyContent())).state).toBe('loaded');
});

const request = (slug: string | null, parent?: string): AnnotationRequest => ({
  slug,
  front: {
    ...{ message: 'patch-1@example.org', on: 'line', path: 'a.c', side: 'new', line: 12, kind: 'objection' },
    ...(parent === undefined ? {} : { parent }),
    ...{ claims: [], scenarios: [], answers: [], carried: [] },
  },
  words: { lines: ['\tx();'], before: [], after: [], heading: '' },
  body: 'It sleeps.',
  author,
  version: 0,
});

async function make(parent?: string): Promise<string> {
  const saved = await saveAnnotation(request(null, parent));
  if (saved.state !== 'saved') throw new Error(JSON.stringify(saved));
  return saved.slug;
}

describe('an annotation', () => {
  it('that is sent twice is one; another text under its name is a conflict', async () => {
    const slug = nameAnnotation();
    expect(await saveAnnotation(request(slug))).toMatchObject({ state: 'saved', version: 1 });
    expect(await saveAnnotation(request(slug))).toMatchObject({ state: 'saved', version: 1 });
    expect(await saveAnnotation({ ...request(slug), body: 'It waits.' })).toMatchObject({ state: 'conflict' });
    expect(await listAnnotations('patch-1@example.org')).toHaveLength(1);
  });

  it('that is answered cannot be taken away before its answers', async () => {
    const slug = await make();
    const reply = await make(slug);
    expect(await deleteAnnotation({ slug, version: 1, author })).toMatchObject({
      state: 'refused',
      issues: [{ code: 'answered' }],
    });
    expect(await deleteAnnotation({ slug: reply, version: 1, author })).toMatchObject({ state: 'saved' });
    expect(await deleteAnnotation({ slug, version: 1, author })).toMatchObject({ state: 'saved' });
  });

  it('keeps who wrote it where somebody else saves it first', async () => {
    const saved = await saveAnnotation({ ...request('mail-ab-1'), writer: 'Bo Park <bo@example.org>' });
    expect(saved).toMatchObject({ state: 'saved' });
    expect(await findAnnotation('mail-ab-1')).toMatchObject({ front: { author: 'Bo Park <bo@example.org>' } });
    expect(await listRevisions('annotation', 'mail-ab-1')).toMatchObject([{ author }]);
  });
});

describe('answers to an objection', () => {
  const answer = { kind: 'addressed', version: 'v2@example.org', author, date } as const;

  it('are kept in order, each with who and when; the same one twice is said once', async () => {
    const slug = await make();
    await answerAnnotation(slug, answer);
    await answerAnnotation(slug, { ...answer });
    await answerAnnotation(slug, { kind: 'reopened', author: 'Bo <bo@example.org>', date, note: 'Not for huge ones' });
    expect((await findAnnotation(slug))?.front.answers).toEqual([
      answer,
      { kind: 'reopened', author: 'Bo <bo@example.org>', date, note: 'Not for huge ones' },
    ]);
    expect((await listRevisions('annotation', slug)).map((one) => one.author)).toEqual([
      'Bo <bo@example.org>',
      author,
      author,
    ]);
  });

  it('of two at once are both kept', async () => {
    const slug = await make();
    const kinds = ['conceded', 'withdrawn', 'reopened'] as const;
    await Promise.all(kinds.map((kind) => answerAnnotation(slug, { kind, author, date })));
    expect((await findAnnotation(slug))?.front.answers.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted());
  });

  it('are refused without the version that addressed it, and find nothing where it is gone', async () => {
    const slug = await make();
    expect(await answerAnnotation(slug, { kind: 'addressed', author, date })).toMatchObject({ state: 'refused' });
    expect(await answerAnnotation('a-000000000000', answer)).toBeUndefined();
  });
});

describe('a place said by hand', () => {
  it('stands in place of what was said of that version before, and can be taken back', async () => {
    const slug = await make();
    const said = { message: 'v2@example.org', author, date } as const;
    await carryByHand(slug, { ...said, state: 'gone' });
    await carryByHand(slug, { ...said, message: 'v3@example.org', state: 'gone' });
    await carryByHand(slug, { ...said, state: 'placed', path: 'a.c', side: 'new', line: 14 });
    expect((await findAnnotation(slug))?.front.carried).toMatchObject([
      { message: 'v3@example.org', state: 'gone' },
      { message: 'v2@example.org', state: 'placed', line: 14 },
    ]);
    await undoCarry(slug, 'v2@example.org', author);
    expect((await findAnnotation(slug))?.front.carried).toMatchObject([{ message: 'v3@example.org' }]);
    expect((await findAnnotation(slug))?.words.lines).toEqual(['\tx();']);
  });
});
