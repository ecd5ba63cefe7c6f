import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findMessage, findPatch, findThread } from '#lib/db/archive';
import { readPatchFacts } from '#lib/db/patch-facts';
import { findShared } from '../needs.ts';
import { importFile, withMoot } from './archive-moot.ts';

interface Expected {
  readonly what: string;
  readonly n: number;
  readonly threads: readonly (readonly number[])[];
  readonly parent?: Record<string, string>;
  readonly messages?: number;
  readonly author?: string;
  readonly body?: string;
  readonly trailers?: Record<string, string[]>;
}

const folder = findShared('data/mail/tricky');

describe.skipIf(folder === undefined)('the tricky mails of the collection', () => {
  const all: Record<string, Expected> =
    folder === undefined ? {} : JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
  const cases = Object.entries(all).filter(([name]) => existsSync(join(folder ?? '', `${name}.mbox`)));

  test('are all there', () => expect(cases.length).toBe(20));

  for (const [name, expected] of cases) {
    test(`${name}: ${expected.what}`, async () => {
      await withMoot(async (moot) => {
        const summary = await importFile(moot, join(folder ?? '', `${name}.mbox`));
        expect(summary.mails).toBe(expected.n);
        const rows = await moot.prisma.message.findMany({
          include: { name: true, raws: true },
          orderBy: { id: 'asc' },
        });
        // Each raw form is kept, and they are what the threads of the answer count.
        expect(rows.reduce((sum, row) => sum + row.raws.length, 0)).toBe(expected.n);
        if (expected.messages !== undefined) expect(rows.length).toBe(expected.messages);
        const sizes = new Map<number, number>();
        for (const row of rows) sizes.set(row.threadId, (sizes.get(row.threadId) ?? 0) + row.raws.length);
        expect([...sizes.values()].sort()).toEqual(expected.threads.map((thread) => thread.length).sort());
        for (const [child, parent] of Object.entries(expected.parent ?? {})) {
          const message = await findMessage(child, 0, moot);
          expect(message?.parentMessageId).toBe(parent.replace('(ghost)', ''));
          expect(message?.isParentHeld).toBe(!parent.endsWith('(ghost)'));
        }
        if (expected.author !== undefined) {
          const [row] = rows;
          expect(`${row?.fromName} <${row?.fromAddress}>`).toBe(expected.author);
        }
        if (expected.body !== undefined) {
          const message = await findMessage(rows[0]?.name.text ?? '', 0, moot);
          expect(message?.text.trim()).toBe(expected.body);
          expect(message?.footer).toContain('list footer');
        }
        for (const [id, trailers] of Object.entries(expected.trailers ?? {})) {
          const facts = await readPatchFacts(id, moot);
          expect(facts?.trailers.map(({ key, value }) => `${key}: ${value}`)).toEqual(trailers);
        }
      });
    });
  }

  const read = (name: string, use: Parameters<typeof withMoot>[0]) =>
    withMoot(async (moot) => {
      await importFile(moot, join(folder ?? '', `${name}.mbox`));
      await use(moot);
    });

  test('case 4: both lists are kept', () =>
    read('t04-crosspost-same', async (moot) => {
      expect((await findMessage('x4@a', 0, moot))?.lists).toEqual([
        'linux-kernel.list.example',
        'linux-mm.list.example',
      ]);
    }));

  test('case 5: the form without footer and tag is shown, both are kept', () =>
    read('t05-crosspost-footer', async (moot) => {
      const message = await findMessage('x5@a', 0, moot);
      expect(message?.subject).toBe('[PATCH] mm: y');
      expect(message?.text).not.toContain('mailing list');
      expect(message?.otherForms.map((form) => form.kind)).toEqual(['copy']);
      expect(message?.lists).toEqual(['list-a.example', 'list-b.example']);
    }));

  test('case 12: a quoted diff is no patch', () =>
    read('t12-quoted-patch', async (moot) => {
      expect(await findPatch('r12@a', moot)).toBeUndefined();
      expect((await findPatch('p12r@a', moot))?.files.map((file) => file.newPath)).toEqual(['mm/a.c']);
    }));

  test('case 19: 600 deep', () =>
    read('t19-long-refs', async (moot) => {
      const [row] = await moot.prisma.message.findMany({ take: 1, include: { name: true } });
      const thread = await findThread(row?.name.text ?? '', moot);
      expect(thread?.nodes.length).toBe(600);
      expect(Math.max(...(thread?.nodes.map((node) => node.depth) ?? []))).toBe(599);
    }));

  test('case 25: the diff comes from the attachment', () =>
    read('t25-attach-patch', async (moot) => {
      const patch = await findPatch('at@a', moot);
      expect(patch?.problem).toBeNull();
      expect(patch?.files.map((file) => [file.newPath, file.added, file.removed])).toEqual([['mm/a.c', 1, 1]]);
    }));

  test('case 28: readable text, no script', () =>
    read('t28-html-only', async (moot) => {
      const message = await findMessage('ht@a', 0, moot);
      expect(message?.text.trim()).toBe('page_count < 2');
      expect(message?.flags).toEqual(['html-only']);
    }));

  test('case 29: CRLF and NUL', () =>
    read('t29-no-newline-nul', async (moot) => {
      expect((await findMessage('crlf@a', 0, moot))?.text).toBe('line\nlast\n');
      const message = await findMessage('nul@a', 0, moot);
      expect(message?.text).toBe('a\ufffdb\n');
      expect(message?.flags).toEqual(['nul']);
    }));

  test('case 30: one series of three', () =>
    read('t30-nocover-deep', async (moot) => {
      const patch = await findPatch('n2@a', moot);
      expect(patch?.series.parts.map((part) => part.part)).toEqual([1, 2, 3]);
    }));
});
