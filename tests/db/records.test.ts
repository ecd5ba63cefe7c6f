import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { judgeContent } from '#lib/content/judge';
import { loadContent } from '#lib/content/load';
import {
  deleteAnnotation,
  findAnnotation,
  listAnnotations,
  listRemoved,
  restoreAnnotation,
  saveAnnotation,
} from '#lib/db/annotation';
import { findChange } from '#lib/db/changes';
import { claimsOfMessage, findClaim, listClaims } from '#lib/db/claims';
import { findDebate } from '#lib/db/debate';
import { listMatrices } from '#lib/db/matrix';
import type { Moot } from '#lib/db/open';
import { findPage, listPages } from '#lib/db/pages';
import { findPerson } from '#lib/db/people';
import { findPolicy } from '#lib/db/policies';
import { findRevision, getRecordText, listRevisions } from '#lib/db/record-text';
import type { AnnotationRequest } from '#lib/db/record-types';
import { saveRecord } from '#lib/db/save-record';
import { listScenarioItems } from '#lib/db/scenario-list';
import { findScenario } from '#lib/db/scenarios';
import { findTerm } from '#lib/db/terms';
import { findRecorded, recordRun } from '#lib/db/verdict';
import { copyContent, edit } from '../content/temp';
import { engines } from './engines';

describe.each(engines)('$name', ({ makeMoot }) => {
  const author = 'Cy Dee <cy@example.org>';
  const opened = globalThis as typeof globalThis & { mootOpened?: Promise<Moot> };
  let moot: Moot;

  /** The small content, its scenario replaced by one that plays. */
  function playable(): string {
    const folder = copyContent();
    const real = readFileSync(join(import.meta.dirname, '../../content/scenarios/vmsplice-unmap.md'), 'utf8');
    const block = /```scenario\n(.*?)```/s.exec(real)?.[1] ?? '';
    edit(folder, 'scenarios/two-writers.md', 'mm two-writers\n', block.replace('mm vmsplice-unmap', 'mm two-writers'));
    return folder;
  }

  beforeEach(async () => {
    moot = await makeMoot();
    opened.mootOpened = Promise.resolve(moot);
    expect((await loadContent(moot, playable())).state).toBe('loaded');
  });

  describe('saveRecord', () => {
    const term = (title: string) => `---\nid: new-term\ntitle: ${title}\n---\n\nText.\n`;
    const save = (version: number, text: string, slug = 'new-term') =>
      saveRecord({ kind: 'term', slug, text, version, author, note: 'why' });

    it('makes a record, and changes it with a Revision each', async () => {
      expect(await save(0, term('One'), '')).toEqual({ state: 'saved', slug: 'new-term', version: 1 });
      expect(await save(1, term('Two'))).toEqual({ state: 'saved', slug: 'new-term', version: 2 });
      expect(await getRecordText('term', 'new-term')).toEqual({ text: term('Two'), version: 2 });
      expect((await listRevisions('term', 'new-term')).map(({ version, note }) => [version, note])).toEqual([
        [2, 'why'],
        [1, 'why'],
      ]);
      const revision = await findRevision('term', 'new-term', 2);
      expect(revision).toMatchObject({ before: term('One'), after: term('Two'), author });
      expect(await findTerm('new-term')).toMatchObject({ title: 'Two', tooltip: 'Text.', version: 2 });
    });

    it('meets a save that was made from an older version with a conflict, and changes nothing', async () => {
      await save(0, term('One'));
      await save(1, term('Two'));
      expect(await save(1, term('Three'))).toEqual({ state: 'conflict', current: { text: term('Two'), version: 2 } });
      expect(await save(0, term('Four'))).toMatchObject({ state: 'conflict', current: { version: 2 } });
      expect(await save(7, term('Five').replace('new-term', 'gone'), 'gone')).toEqual({
        state: 'conflict',
        current: { text: '', version: 0 },
      });
      expect(await listRevisions('term', 'new-term')).toHaveLength(2);
    });

    it('lets one of two saves at once win', async () => {
      await save(0, term('One'));
      const results = await Promise.all(['A', 'B', 'C'].map((title) => save(1, term(title))));
      expect(results.map(({ state }) => state).toSorted()).toEqual(['conflict', 'conflict', 'saved']);
      expect(await listRevisions('term', 'new-term')).toHaveLength(2);
    });

    it('is no save where nothing changed', async () => {
      await save(0, term('One'));
      expect(await save(1, term('One'))).toEqual({ state: 'saved', slug: 'new-term', version: 1 });
      expect(await listRevisions('term', 'new-term')).toHaveLength(1);
    });

    it('refuses a text that does not read, links to nothing, or takes an address', async () => {
      const codes = async (kind: 'claim' | 'person' | 'scenario', slug: string, from: string, to: string) => {
        const { text, version } = (await getRecordText(kind, slug))!;
        expect(text).toContain(from);
        const result = await saveRecord({ kind, slug, text: text.replace(from, to), version, author, note: null });
        return result.state === 'refused' ? result.issues.map(({ code }) => code) : result.state;
      };
      expect(await codes('claim', 'count-is-enough', 'kind: factual', 'kind: true')).toEqual(['bad-field']);
      expect(await codes('claim', 'count-is-enough', 'person: bo-li', 'person: nobody')).toEqual(['link-to-nothing']);
      expect(await codes('claim', 'count-is-enough', 'id: two-writers', 'id: no-such')).toEqual(['link-to-nothing']);
      expect(await codes('person', 'bo-li', '- bo@example.org', '- ann@example.org')).toEqual(['address-taken']);
      expect(await codes('scenario', 'two-writers', 'simulator: mm', 'simulator: abacus')).toEqual([
        'unknown-simulator',
      ]);
      expect(await codes('scenario', 'two-writers', 'P: fork C', 'P: frok C')).toBeInstanceOf(Array);
      expect(await codes('claim', 'count-is-enough', 'attitude: rejects', 'attitude: accepts')).toBe('saved');
    });
  });

  describe('pages', () => {
    it('show a claim with its stances, relations and tests', async () => {
      const claim = (await findClaim('count-is-enough'))!;
      expect(claim).toMatchObject({
        kind: 'factual',
        topicTitle: 'Reuse',
        version: 1,
        hindsight: "It didn't.",
        holders: [{ slug: 'ann-ek', name: 'Ann Ek' }],
        scenarios: [{ property: 'missed-cow', scenario: { slug: 'two-writers', simulator: 'mm' } }],
        changes: [{ slug: 'count', author: { slug: 'bo-li' }, state: 'merged' }],
        counterexamples: [{ slug: 'late-copy', policy: 'A1' }],
      });
      expect(claim.stances.map(({ person, attitude, held }) => [person.name, attitude, held])).toEqual([
        ['Ann Ek', 'asserts', false],
        ['Bo Li', 'rejects', false],
      ]);
      expect(claim.relations).toMatchObject([{ kind: 'rebuts', direction: 'to', claim: { slug: 'order-matters' } }]);
      expect((await findClaim('order-matters'))?.relations).toMatchObject([
        { kind: 'rebuts', direction: 'from', claim: { slug: 'count-is-enough' }, person: { name: 'Bo Li' } },
      ]);
      expect(await findClaim('nothing')).toBeUndefined();
    });

    it('show a claim as it was', async () => {
      const { text } = (await getRecordText('claim', 'count-is-enough'))!;
      const edited = text.replace('attitude: rejects', 'attitude: accepts').replace('In our words', 'In other words');
      await saveRecord({ kind: 'claim', slug: 'count-is-enough', text: edited, version: 1, author, note: null });
      const old = (await findClaim('count-is-enough', 1))!;
      const now = (await findClaim('count-is-enough'))!;
      expect([old.version, old.currentVersion, now.version]).toEqual([1, 2, 2]);
      expect(old.stances[1]?.attitude).toBe('rejects');
      expect(now.stances[1]?.attitude).toBe('accepts');
      expect(old.bodyMarkdown).toContain('In our words');
      expect(now.holders.map(({ slug }) => slug)).toEqual(['ann-ek', 'bo-li']);
      expect(await findClaim('count-is-enough', 3)).toBeUndefined();
      expect(await findClaim('count-is-enough', Number.NaN)).toBeUndefined();
    });

    it('show everything else', async () => {
      expect(await listClaims()).toHaveLength(2);
      expect(await findDebate()).toMatchObject({
        slug: 'small',
        featured: [{ claim: { slug: 'count-is-enough' }, scenario: 'two-writers', policy: 'A1', run: undefined }],
        counts: { claims: 2, scenarios: 1, policies: 1, mail: 0, ghosts: 4 },
      });
      const scenario = (await findScenario('two-writers'))!;
      expect(scenario.bodyMarkdown).toBe('\nBefore.\n\n\nAfter.\n');
      const file = (await getRecordText('scenario', 'two-writers'))!.text.split('\n');
      expect(file[scenario.textLine - 1]).toBe('mm two-writers');
      expect(scenario.claims).toMatchObject([{ claim: { slug: 'count-is-enough' }, property: 'missed-cow' }]);
      expect(await findPolicy('A1')).toMatchObject({
        rule: 'mapcount',
        changes: [{ slug: 'count' }],
        commits: [{ release: '4.9' }],
      });
      expect(await findPerson('bo-li')).toMatchObject({
        claims: [{ attitude: 'rejects' }],
        changes: [{ slug: 'count' }],
      });
      expect(await findChange('count')).toMatchObject({
        policies: [{ id: 'A1' }],
        stances: [{ attitude: 'lukewarm' }],
      });
      expect(await listPages('guide')).toMatchObject([{ slug: 'reading', title: 'How to read' }]);
      expect(await findPage('decision', '001-files')).toMatchObject({ date: '2020-01-02', status: 'accepted' });
      expect(await findTerm('reuse')).toMatchObject({ tooltip: 'The page stays\nwhere it is.' });
      expect(await claimsOfMessage('b-2@example.org')).toMatchObject([
        { claim: { slug: 'count-is-enough' }, person: { name: 'Bo Li' }, attitude: 'rejects' },
      ]);
    });
  });

  describe('verdicts', () => {
    const cell = async (slug: string) =>
      (await listMatrices())[0]!.topics.flatMap(({ rows }) => rows).find(({ claim }) => claim.slug === slug)!.cells[0]!;

    it('are unknown until judged, then what the explorer says, and judged once', async () => {
      expect(await cell('count-is-enough')).toMatchObject({ verdict: 'unknown', bound: 'not judged yet', stale: true });
      expect(await cell('order-matters')).toMatchObject({ verdict: 'not applicable', scenario: null });
      const progress: string[] = [];
      const first = await judgeContent(moot, { onProgress: ({ policy }) => progress.push(policy) });
      expect(first).toEqual({ judged: ['two-writers'], fresh: 0, problems: [] });
      expect(progress).toEqual(['A1', 'A1', 'A1']);
      const judged = await cell('count-is-enough');
      expect(judged).toMatchObject({
        verdict: 'violated',
        scenario: 'two-writers',
        property: 'missed-cow',
        complete: true,
        stale: false,
      });
      expect(judged.steps).toBeGreaterThan(0);
      const claim = (await findClaim('count-is-enough'))!;
      const run = claim.runs['two-writers']!.runs[0]!;
      const property = run.properties.find(({ name }) => name === 'missed-cow')!;
      expect(property.trace).toHaveLength(judged.steps!);
      expect(run.states).toBe(judged.states);
      expect(await judgeContent(moot)).toEqual({ judged: [], fresh: 1, problems: [] });
      expect((await findDebate())?.featured[0]?.run).toEqual(run);
    });

    it('go stale with the text or the engine, and are judged again', async () => {
      await judgeContent(moot);
      const { text, version } = (await getRecordText('scenario', 'two-writers'))!;
      const edited = text.replace('mm two-writers', 'mm two-writers\n# a remark');
      expect(
        await saveRecord({ kind: 'scenario', slug: 'two-writers', text: edited, version, author, note: null }),
      ).toMatchObject({ state: 'saved' });
      expect((await findRecorded('two-writers'))?.stale).toBe(true);
      expect((await cell('count-is-enough')).stale).toBe(true);
      expect(await judgeContent(moot)).toMatchObject({ judged: ['two-writers'] });
      expect((await findRecorded('two-writers'))?.stale).toBe(false);
      const { textHash } = await moot.prisma.scenario.findFirstOrThrow();
      const { stale: _, at: __, ...run } = (await findRecorded('two-writers'))!;
      await recordRun(moot.prisma, { ...run, engine: 'an older one' }, textHash);
      expect((await findRecorded('two-writers'))?.stale).toBe(true);
      expect(await judgeContent(moot)).toMatchObject({ judged: ['two-writers'] });
    });

    it('speak for a claim on the kind of page that it names, and on the first where it names none', async () => {
      await judgeContent(moot);
      const states = async (kind: string) => {
        const run = await moot.prisma.run.findFirstOrThrow({ where: { kind } });
        await moot.prisma.run.update({ where: { id: run.id }, data: { states: run.states + 1000 } });
        return run.states + 1000;
      };
      const [base, thp] = [await states('base'), await states('thp')];
      expect(await cell('count-is-enough')).toMatchObject({ kind: null, states: base });
      const { text, version } = (await getRecordText('claim', 'count-is-enough'))!;
      const named = text.replace('    property: missed-cow\n', '    property: missed-cow\n    kind: thp\n');
      const request = { kind: 'claim', slug: 'count-is-enough', text: named, version, author, note: null } as const;
      expect(await saveRecord(request)).toMatchObject({ state: 'saved' });
      expect(await cell('count-is-enough')).toMatchObject({ kind: 'thp', states: thp });
      expect((await findClaim('count-is-enough'))!.judgements).toMatchObject([
        { policies: [{ id: 'A1' }], tests: [{ scenario: 'two-writers', kind: 'thp', cells: [{ states: thp }] }] },
      ]);
      expect((await findPolicy('A1'))?.rows).toMatchObject([{ cell: { kind: 'thp', states: thp } }]);
    });

    it('are read however many there are: thousands of runs are no list of parameters', async () => {
      await judgeContent(moot);
      const { id: __, ...run } = await moot.prisma.run.findFirstOrThrow();
      const kinds = Array.from({ length: 6000 }, (_, index) => `kind-${index}`);
      const made = await moot.prisma.run.createManyAndReturn({ data: kinds.map((kind) => ({ ...run, kind })) });
      await moot.prisma.verdict.createMany({
        data: made.map(({ id: runId }) => {
          return { runId, property: 'missed-cow', verdict: 'holds', vacuous: false, trace: '[]', position: 0 };
        }),
      });
      expect((await findRecorded('two-writers'))?.runs).toHaveLength(6003);
      expect((await listScenarioItems())[0]?.runs).toHaveLength(1);
      expect(await cell('count-is-enough')).toMatchObject({ verdict: 'violated' });
      expect((await findPolicy('A1'))?.rows).toHaveLength(1);
    });

    it('keep a run as it was given', async () => {
      await judgeContent(moot);
      const recorded = (await findRecorded('two-writers'))!;
      const { stale: _, at: __, ...run } = recorded;
      const twice = { ...run, runs: [...run.runs, { ...run.runs[0]!, policy: 'Z9' }] };
      expect(await recordRun(moot.prisma, twice, 'hash')).toEqual(['Z9']);
      expect((await findRecorded('two-writers'))?.runs).toEqual(run.runs);
      expect(await moot.prisma.run.count()).toBe(run.runs.length);
    });
  });

  describe('annotations', () => {
    const request = {
      slug: null,
      front: {
        message: 'patch-1@example.org',
        on: 'line',
        path: 'mm/memory.c',
        side: 'new',
        line: 12,
        kind: 'objection',
        claims: ['count-is-enough'],
        scenarios: [],
        answers: [],
        carried: [],
      },
      words: { lines: ['\tif (count == 1)'], before: ['a', 'b'], after: ['c'], heading: '' },
      body: 'Not *enough*.',
      author,
      version: 0,
    } satisfies AnnotationRequest;
    const { front } = request;

    it('are saved, edited and taken away, the version checked each time', async () => {
      const saved = await saveAnnotation(request);
      if (saved.state !== 'saved') throw new Error(JSON.stringify(saved));
      const [one] = await listAnnotations(front.message);
      expect(one).toMatchObject({
        slug: saved.slug,
        words: request.words,
        bodyMarkdown: 'Not *enough*.',
        author,
        claims: [{ slug: 'count-is-enough' }],
      });
      const edited = {
        ...request,
        slug: saved.slug,
        version: 1,
        body: 'Enough.',
        front: { ...front, claims: [] },
        author: 'Ed <ed@example.org>',
      };
      expect(await saveAnnotation(edited)).toMatchObject({ state: 'saved', version: 2 });
      expect(await saveAnnotation(edited)).toMatchObject({ state: 'conflict', current: { version: 2 } });
      expect(await listAnnotations(front.message)).toMatchObject([{ bodyMarkdown: 'Enough.', author, claims: [] }]);
      expect((await listRevisions('annotation', saved.slug)).map((revision) => revision.author)).toEqual([
        'Ed <ed@example.org>',
        author,
      ]);
      expect(await deleteAnnotation({ slug: saved.slug, version: 1, author })).toMatchObject({ state: 'conflict' });
      expect(await deleteAnnotation({ slug: saved.slug, version: 2, author })).toMatchObject({ state: 'saved' });
      expect(await listAnnotations(front.message)).toEqual([]);
      expect(await findAnnotation(saved.slug)).toBeUndefined();
    });

    it('are kept with their history once they were taken away, and come back', async () => {
      const saved = await saveAnnotation(request);
      const slug = saved.state === 'saved' ? saved.slug : '';
      await deleteAnnotation({ slug, version: 1, author: 'Ed <ed@example.org>' });
      const [gone] = await listRemoved(front.message);
      expect(gone).toMatchObject({ note: { slug, version: 2 }, removed: { author: 'Ed <ed@example.org>' } });
      expect((await listRevisions('annotation', slug)).map(({ note }) => note)).toEqual(['taken away', null]);
      // Two bring it back at once: the second finds it saved since.
      expect(await restoreAnnotation({ slug, version: 2, author })).toMatchObject({ state: 'saved', version: 3 });
      expect(await restoreAnnotation({ slug, version: 2, author })).toMatchObject({ state: 'conflict' });
      expect(await listAnnotations(front.message)).toMatchObject([{ slug, words: request.words }]);
      expect(await listRemoved(front.message)).toEqual([]);
    });

    it('that are answered stay until the answers are taken away', async () => {
      const saved = await saveAnnotation(request);
      const parent = saved.state === 'saved' ? saved.slug : '';
      const answer = await saveAnnotation({ ...request, front: { ...front, parent } });
      expect(await deleteAnnotation({ slug: parent, version: 1, author })).toMatchObject({ state: 'refused' });
      const slug = answer.state === 'saved' ? answer.slug : '';
      expect(await deleteAnnotation({ slug, version: 1, author })).toMatchObject({ state: 'saved' });
      expect(await deleteAnnotation({ slug: parent, version: 1, author })).toMatchObject({ state: 'saved' });
    });

    it('have no word of the patch in their portable form', async () => {
      const saved = await saveAnnotation(request);
      const { text } = (await getRecordText('annotation', saved.state === 'saved' ? saved.slug : ''))!;
      expect(text).not.toContain('count == 1');
      expect(text).toMatch(/^hash: [0-9a-f]{64}$/m);
    });

    it('are refused without a path or on a claim that is not there', async () => {
      expect(await saveAnnotation({ ...request, front: { ...front, path: '' } })).toMatchObject({ state: 'refused' });
      expect(await saveAnnotation({ ...request, front: { ...front, claims: ['nothing'] } })).toMatchObject({
        state: 'refused',
      });
      expect(await listAnnotations(front.message)).toEqual([]);
    });

    it('stay when content is loaded again, and keep their claim', async () => {
      await saveAnnotation(request);
      const folder = playable();
      edit(folder, 'glossary/reuse.md', 'More', 'Less');
      expect(await loadContent(moot, folder)).toMatchObject({ state: 'loaded', conflicts: [] });
      expect(await listAnnotations(front.message)).toMatchObject([
        { words: request.words, claims: [{ slug: 'count-is-enough' }] },
      ]);
    });
  });
});
