import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { importTexts, mail } from './archive-moot.ts';
import { engines } from './engines.ts';

/** Text that does not get shorter by packing, which an index does before it refuses. */
const long = (size: number) => randomBytes(size).toString('hex').slice(0, size);

describe.each(engines)('on $name', ({ makeMoot }) => {
  test('a mail whose names are longer than an index takes is imported as any other', async () => {
    const moot = await makeMoot();
    const path = `mm/${long(5000)}.c`;
    const diff = `Words.\n\n${'K'.repeat(3000)}${long(3000)}-by: A <a@example.org>\nLink: https://lore.example.org/r/${long(5000)}@x.example/\n---\ndiff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,1 +1,1 @@\n-a\n+b\n`;
    const { summary } = await importTexts(moot, [
      mail('path', diff, { Subject: '[PATCH] path' }),
      mail('title', 'x\n', { Subject: `[PATCH 0/1] ${long(6000)}` }),
      mail('from', 'x\n', { From: `A <${long(5000)}@example.org>` }),
      mail('list', 'x\n', { 'List-Id': `<${long(5000)}.example.org>` }),
      mail('id', 'x\n', { 'Message-ID': `<${long(5000)}@example.org>` }),
      mail('reference', 'x\n', { 'In-Reply-To': `<${long(5000)}@example.org>` }),
    ]);
    expect(summary).toMatchObject({ mails: 6, added: 6 });
    expect(await moot.prisma.patch.count()).toBe(2);
    expect((await importTexts(moot, [mail('after', 'y\n')])).summary.added).toBe(1);
  });
});
