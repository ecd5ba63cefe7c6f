import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportRecords } from '#lib/content/export';
import { loadContent } from '#lib/content/load';
import { readContent } from '#lib/content/read-files';
import { inTransaction } from '#lib/db/transaction';
import { engines } from '../db/engines';
import { copyContent, dump, edit, makeFolder } from './temp';

describe.each(engines)('$name', ({ makeMoot }) => {
  /** Edits a record as the application does, without its module state. */
  async function editInApp(moot: Awaited<ReturnType<typeof makeMoot>>, kind: string, slug: string, body: string) {
    const { saveChecked } = await import('#lib/db/save-record');
    const { checkRecord } = await import('#lib/markdown/check-record');
    const { readRecord } = await import('#lib/markdown/record-file');
    const { textOfRow } = await import('#lib/db/record-text');
    const row = await moot.prisma.record.findUniqueOrThrow({ where: { kind_slug: { kind, slug } } });
    const text = textOfRow({ ...row, body });
    const { checked } = checkRecord(readRecord(row.kind as 'claim', slug, text));
    const result = await inTransaction(moot.prisma, (tx) =>
      saveChecked(tx, checked!, row.version, 'Cy <cy@example.org>', 'by hand'),
    );
    expect(result.state).toBe('saved');
  }

  describe('loadContent', () => {
    it('loads everything, and the second time nothing', async () => {
      const moot = await makeMoot();
      const folder = copyContent();
      const first = await loadContent(moot, folder);
      expect(first).toMatchObject({ state: 'loaded', issues: [], conflicts: [] });
      expect(first.created).toHaveLength(12);
      const before = await dump(moot);
      expect(before.names.map(({ text, threadId }) => [text, threadId])).toEqual([
        ['a=1@example.org', null],
        ['b-2@example.org', null],
        ['c-3@example.org', null],
        ['patch-1@example.org', null],
      ]);
      expect(before.stances).toHaveLength(4);
      expect(before.relations).toHaveLength(1);
      expect(await loadContent(moot, folder)).toMatchObject({ state: 'unchanged', created: [], updated: [] });
      expect(await dump(moot)).toEqual(before);
    });

    it('gives back every file byte for byte', async () => {
      const moot = await makeMoot();
      const folder = copyContent();
      await loadContent(moot, folder);
      const { files } = await readContent(folder);
      const exported = new Map((await exportRecords(moot)).map(({ file, text }) => [file, text]));
      expect(exported.size).toBe(files.length);
      for (const { file, text } of files) expect(exported.get(file), file).toBe(text);
    });

    it('takes a changed file over, with a Revision that has both texts', async () => {
      const moot = await makeMoot();
      const folder = copyContent();
      await loadContent(moot, folder);
      edit(folder, 'claims/count-is-enough.md', 'attitude: rejects', 'attitude: accepts');
      expect(await loadContent(moot, folder)).toMatchObject({
        state: 'loaded',
        updated: ['claims/count-is-enough.md'],
      });
      const record = await moot.prisma.record.findUniqueOrThrow({
        where: { kind_slug: { kind: 'claim', slug: 'count-is-enough' } },
        include: { revisions: { orderBy: { version: 'asc' } }, claim: { include: { stances: true } } },
      });
      expect(record.version).toBe(2);
      expect(record.revisions.map(({ author, version }) => [version, author])).toEqual([
        [1, 'content'],
        [2, 'content'],
      ]);
      expect(record.revisions[1]!.before).toContain('attitude: rejects');
      expect(record.revisions[1]!.after).toContain('attitude: accepts');
      expect(record.claim!.stances.map(({ attitude }) => attitude)).toEqual(['asserts', 'accepts']);
    });

    it('takes a file in another form for the same record', async () => {
      const moot = await makeMoot();
      const folder = copyContent();
      await loadContent(moot, folder);
      edit(folder, 'people/bo-li.md', 'title: Bo Li', 'title: "Bo Li"   # the same');
      expect(await loadContent(moot, folder)).toMatchObject({ updated: [], conflicts: [] });
      expect(await moot.prisma.record.count({ where: { version: { gt: 1 } } })).toBe(0);
      expect(await loadContent(moot, folder)).toMatchObject({ state: 'unchanged' });
    });

    it('leaves a record alone that was edited in the application, and its file too', async () => {
      const moot = await makeMoot();
      const folder = copyContent();
      await loadContent(moot, folder);
      await editInApp(moot, 'person', 'bo-li', '\nEdited.\n');
      expect(await loadContent(moot, folder)).toMatchObject({ state: 'unchanged', conflicts: [] });
      const row = await moot.prisma.record.findFirstOrThrow({ where: { slug: 'bo-li' } });
      expect([row.body, row.version]).toEqual(['\nEdited.\n', 2]);
    });

    it('reports a conflict with both texts, every time, until they are equal', async () => {
      const moot = await makeMoot();
      const folder = copyContent();
      await loadContent(moot, folder);
      await editInApp(moot, 'person', 'bo-li', '\nEdited here.\n');
      edit(folder, 'people/bo-li.md', 'Wrote the first patch.', 'Edited there.');
      edit(folder, 'glossary/reuse.md', 'More of it.', 'Less of it.');
      for (let turn = 0; turn < 2; turn += 1) {
        const result = await loadContent(moot, folder);
        expect(result.updated).toEqual(turn === 0 ? ['glossary/reuse.md'] : []);
        expect(result.conflicts).toHaveLength(1);
        expect(result.conflicts[0]).toMatchObject({ kind: 'person', slug: 'bo-li', file: 'people/bo-li.md' });
        expect(result.conflicts[0]!.fileText).toContain('Edited there.');
        expect(result.conflicts[0]!.recordText).toContain('Edited here.');
      }
      writeFileSync(join(folder, 'people/bo-li.md'), (await loadContent(moot, folder)).conflicts[0]!.recordText);
      expect(await loadContent(moot, folder)).toMatchObject({ conflicts: [] });
      expect(await loadContent(moot, folder)).toMatchObject({ state: 'unchanged', conflicts: [] });
    });

    it('forgets a record with its file, but not one that was edited or that such a one links to', async () => {
      const moot = await makeMoot();
      const folder = copyContent();
      await loadContent(moot, folder);
      await editInApp(moot, 'claim', 'order-matters', '\nEdited.\n');
      for (const file of [
        'claims/order-matters.md',
        'claims/count-is-enough.md',
        'counterexamples/late-copy.md',
        'decisions/001-files.md',
      ]) {
        rmSync(join(folder, file));
      }
      rmSync(join(folder, 'debate.md'));
      const result = await loadContent(moot, folder);
      expect(result).toMatchObject({ state: 'loaded', issues: [] });
      expect(result.removed.toSorted()).toEqual([
        'counterexamples/late-copy.md',
        'debate.md',
        'decisions/001-files.md',
      ]);
      expect(result.kept.toSorted()).toEqual(['claims/count-is-enough.md', 'claims/order-matters.md']);
      expect(await loadContent(moot, folder)).toMatchObject({ state: 'unchanged' });
      expect(await moot.prisma.claim.count()).toBe(2);
    });

    it('refuses the whole where one file is wrong', async () => {
      const moot = await makeMoot();
      const folder = copyContent();
      edit(folder, 'glossary/reuse.md', 'title: reuse', 'titel: reuse');
      const result = await loadContent(moot, folder);
      expect(result.state).toBe('refused');
      expect(await moot.prisma.record.count()).toBe(0);
    });

    it('refuses the whole where a link leads to nothing, and names the line', async () => {
      const moot = await makeMoot();
      const folder = copyContent();
      await loadContent(moot, folder);
      rmSync(join(folder, 'scenarios/two-writers.md'));
      const before = await dump(moot);
      const { state, issues } = await loadContent(moot, folder);
      expect(state).toBe('refused');
      expect(issues.map(({ file, line, field }) => `${file}:${line} ${field}`)).toEqual([
        'claims/count-is-enough.md:9 scenarios[0].scenario',
        'claims/count-is-enough.md:32 null',
        'counterexamples/late-copy.md:5 scenario',
        'debate.md:10 featured[0].scenario',
      ]);
      expect(await dump(moot)).toEqual(before);
    });

    it('does not empty the database for an empty folder', async () => {
      const moot = await makeMoot();
      await loadContent(moot, copyContent());
      expect(await loadContent(moot, makeFolder())).toMatchObject({ state: 'refused' });
      await expect(loadContent(moot, join(makeFolder(), 'nowhere'))).rejects.toThrow('ENOENT');
      expect(await moot.prisma.claim.count()).toBe(2);
    });

    it('moves an address from one person to another in one load', async () => {
      const moot = await makeMoot();
      const folder = copyContent();
      await loadContent(moot, folder);
      edit(folder, 'people/bo-li.md', '  - bo@example.org\n', '');
      edit(folder, 'people/ann-ek.md', '  - ann@example.org\n', '  - bo@example.org\n');
      expect(await loadContent(moot, folder)).toMatchObject({ state: 'loaded' });
      const rows = await moot.prisma.address.findMany({ include: { person: true }, orderBy: { address: 'asc' } });
      expect(rows.map(({ address, person }) => `${address} ${person.name}`)).toEqual([
        'bo.li@example.com Bo Li',
        'bo@example.org Ann Ek',
      ]);
    });
  });
});
