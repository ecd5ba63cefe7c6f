import { describe, expect, test } from 'vitest';
import { type JudgedVersion, stateOfAnnotation } from '#lib/argument/annotation-standing';
import type { AnnotationFront } from '#lib/argument/record/annotation';
import type { VerdictWord } from '#lib/scenario/run';

const author = 'Ann Ek <ann@example.org>';
const other = 'Bo Li <bo@example.org>';
const testOf = { scenario: 'two-writers', property: 'no-lost-write' };

type Answer = AnnotationFront['answers'][number];
const answer = (kind: Answer['kind'], more: Partial<Answer> = {}): Answer => ({
  kind,
  author,
  date: '2021-01-01',
  ...more,
});

/** Versions v1, v2 ..., each with the word of the scenario under its policy; null where nothing is recorded. */
const judged = (...words: readonly (VerdictWord | null)[]): readonly JudgedVersion[] =>
  words.map((word, at) => ({
    messages: [`cover-v${at + 1}@x`, `patch-v${at + 1}@x`],
    label: `v${at + 1}`,
    findings: [{ test: testOf, under: [{ policy: `P${at + 1}`, word }] }],
  }));
const plain = (count: number): readonly JudgedVersion[] =>
  judged(...new Array<null>(count).fill(null)).map((version) => ({ ...version, findings: [] }));

const state = (versions: readonly JudgedVersion[], ...answers: readonly Answer[]) =>
  stateOfAnnotation({ author, answers: [...answers] }, versions);

describe('an objection with a scenario', () => {
  test('is open, and says what the newest version does', () => {
    expect(state(judged('violated'))).toEqual({
      state: 'open',
      version: null,
      by: null,
      why: 'In v1 no-lost-write of two-writers is violated under P1.',
    });
    expect(state(judged('violated', 'holds')).why).toContain('Nobody says that it is addressed, though in v2');
  });

  test('is addressed in a version under which the scenario no longer fails', () => {
    const said = answer('addressed', { version: 'patch-v2@x', author: other });
    expect(state(judged('violated', 'holds'), said)).toEqual({
      state: 'addressed',
      version: 'patch-v2@x',
      by: 'run',
      why: 'In v2 no-lost-write of two-writers holds under P2.',
    });
  });

  test('is not addressed by a version that fails still, whoever says so', () => {
    const said = answer('addressed', { version: 'patch-v2@x', message: 'mail@x' });
    expect(state(judged('violated', 'stuck'), said)).toMatchObject({ state: 'open', by: null });
    expect(state(judged('violated', 'stuck'), said).why).toContain('is stuck under P2');
  });

  test('is not addressed where nothing was run under the version', () => {
    const said = answer('addressed', { version: 'patch-v2@x' });
    expect(state(judged('violated', null), said)).toMatchObject({ state: 'open' });
    expect(state(judged('violated', 'unknown'), said)).toMatchObject({ state: 'open' });
    expect(state(judged('violated', 'not applicable'), said)).toMatchObject({ state: 'open' });
  });

  test('is reopened by a later version that fails again, and names it', () => {
    const said = answer('addressed', { version: 'cover-v2@x' });
    expect(state(judged('violated', 'holds', 'violated'), said)).toMatchObject({
      state: 'reopened',
      version: 'cover-v3@x',
      by: 'run',
      why: 'v2 addressed it, and in v3 no-lost-write of two-writers is violated under P3.',
    });
    // A version that nothing is known of reopens nothing.
    expect(state(judged('violated', 'holds', null), said)).toMatchObject({ state: 'addressed' });
  });

  test('is addressed again once the version after that is said to address it', () => {
    const answers = [
      answer('addressed', { version: 'cover-v2@x' }),
      answer('addressed', { version: 'cover-v4@x', date: '2021-02-01' }),
    ];
    expect(state(judged('violated', 'holds', 'violated', 'holds'), ...answers)).toMatchObject({
      state: 'addressed',
      version: 'cover-v4@x',
    });
  });

  test('needs each of its scenarios mended', () => {
    const two = judged('violated', 'holds').map((version) => ({
      ...version,
      findings: [...version.findings, { test: { ...testOf, scenario: 'other' }, under: [{ policy: 'P', word: null }] }],
    }));
    expect(state(two, answer('addressed', { version: 'cover-v2@x' }))).toMatchObject({ state: 'open' });
  });
});

describe('an objection without a scenario', () => {
  test('is addressed by a mail, or by who wrote it', () => {
    expect(
      state(plain(2), answer('addressed', { version: 'patch-v2@x', message: 'm@x', author: other })),
    ).toMatchObject({
      state: 'addressed',
      version: 'patch-v2@x',
      by: 'message',
      why: 'addressed in v2, as a mail of 2021-01-01 says.',
    });
    const same = answer('addressed', { version: 'patch-v2@x', author: 'A. Ek <ANN@example.org>' });
    expect(state(plain(2), same)).toMatchObject({ state: 'addressed', by: 'author' });
  });

  test('is not closed by anybody else, and says who says so', () => {
    for (const kind of ['addressed', 'conceded', 'withdrawn'] as const) {
      const found = state(plain(2), answer(kind, { version: 'patch-v2@x', author: other }));
      expect(found).toMatchObject({ state: 'open', by: null });
      expect(found.why).toContain('Bo Li says');
    }
  });

  test('is conceded and withdrawn', () => {
    expect(state(plain(1), answer('conceded', { message: 'm@x', author: other }))).toMatchObject({
      state: 'conceded',
      by: 'message',
      version: null,
    });
    expect(state(plain(1), answer('withdrawn'))).toMatchObject({ state: 'withdrawn', by: 'author' });
  });

  test('is reopened by who says so later, and closed again after that', () => {
    const closed = answer('withdrawn');
    const opened = answer('reopened', { date: '2021-02-01', author: other, note: 'it still races' });
    const found = state(plain(1), opened, closed);
    expect(found).toMatchObject({ state: 'reopened', why: 'Bo Li reopened it: it still races.' });
    expect(state(plain(1), closed, opened, answer('conceded', { date: '2021-03-01' }))).toMatchObject({
      state: 'conceded',
    });
  });
});
