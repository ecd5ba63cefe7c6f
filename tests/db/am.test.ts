import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findVersion } from '#lib/db/find-version';
import type { Moot } from '#lib/db/open';
import { exportSeries } from '#lib/db/series-export';
import { GitFolder, hasGit } from '../patch/git.ts';
import { importTexts, mail, withMoot } from './archive-moot.ts';

const lines = (word: string, count = 30) => Array.from({ length: count }, (_, i) => `${word} ${i}\n`).join('');

/** A repository with a base and a branch of patches on it, of every kind that a mail can carry. */
function makeRepository() {
  const folder = new GitFolder();
  folder.write('a.c', lines('one'));
  folder.write('old name.c', lines('two'));
  folder.write('run.sh', 'echo\n');
  folder.write('picture', new Uint8Array([0, 1, 2, 3, 250]));
  folder.write('latin.txt', Buffer.from('caf\xe9\ntea\n', 'latin1'));
  folder.write('dos.txt', 'one\r\ntwo\r\nthree\r\n');
  const base = folder.commit('base\n');
  const start = 'Ann Example <ann@example.org>';
  folder.write('a.c', lines('one').replace('one 3\n', 'three\n').replace('one 20\n', ''));
  folder.commit(`mm: change a line\n\nWhy this is so.\n\nSigned-off-by: ${start}\n`);
  folder.git(['mv', 'old name.c', 'new.c']);
  folder.git(['update-index', '--chmod=+x', 'run.sh']);
  folder.git(['commit', '-q', '-m', `mm: move\n\nNo trailer here, only prose: yes.`]);
  folder.write('picture', new Uint8Array([9, 0, 1, 2, 3, 250, 17]));
  folder.write('naïve/ünï.txt', 'ß and 漢字\n');
  folder.commit(
    'Größe: ändern\n\nMit Umlauten äöü und 漢字.\n\nSigned-off-by: Jürgen Groß <jg@example.org>\n',
    'Jürgen Groß <jg@example.org>',
  );
  folder.write('latin.txt', Buffer.from('caf\xe9\nth\xe9\n', 'latin1'));
  folder.commit(
    'latin: a file in another charset\n\nFrom here on nothing is UTF-8:\nFrom me Mon Sep 17 00:00:00 2001\n>From you as well.\n\nSigned-off-by: Ann Example <ann@example.org>\n[ann: said so]\nCc: List <list@example.org>\n',
  );
  folder.write('dos.txt', 'one\r\n2\r\nthree\r\n');
  folder.commit('dos: line ends\n');
  folder.write('z.c', `${'long '.repeat(400)}\n--- a\n+++ b\nFrom here\n-- \n`);
  folder.commit('tricky: what ends a message\n\nIt says\n---\nand below that\ndiff -u a/x b/x\nis text.\n');
  return { folder, base };
}

/** The mails of a series as git writes them, in their order. */
function formatPatch(folder: GitFolder, base: string, options: readonly string[]): string[] {
  folder.git(['checkout', '-q', '-f', 'main']);
  folder.git([
    'format-patch',
    '-q',
    '-o',
    'out',
    '--cover-letter',
    '--thread',
    '--from=Ann Example <ann@example.org>',
    '--base',
    base,
    ...options,
    base,
  ]);
  const names = readdirSync(join(folder.path, 'out')).sort();
  const mails = names.map((name) => readFileSync(join(folder.path, 'out', name), 'latin1'));
  folder.git(['clean', '-q', '-f', '-d', 'out']);
  return mails.map((text) => text.replace('*** SUBJECT HERE ***', 'All of it').replace('*** BLURB HERE ***', 'About.'));
}

const idOf = (text: string) => /^Message-Id: <(.*)>$/im.exec(text)?.[1] ?? '';
const bytes = (text: string) => Buffer.from(text, 'latin1');

async function exported(moot: Moot, id: string, options = {}): Promise<string> {
  const found = await findVersion(id, moot);
  if (found === undefined) throw new Error(`no series ${id}`);
  const result = await exportSeries(found, options, moot);
  if (result.state === 'refused') throw new Error(result.why);
  return result.parts.map(({ entry }) => entry).join('');
}

/** The tree and the messages that `git am` makes of a mailbox on the base. */
function apply(folder: GitFolder, base: string, box: string, options: readonly string[] = []) {
  folder.git(['checkout', '-q', '-f', base]);
  folder.git(['clean', '-q', '-f', '-d', '-x']);
  try {
    folder.git(['am', '-q', ...options], bytes(box));
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    try {
      folder.git(['am', '--abort']);
    } catch {}
    throw new Error(said);
  }
  const tree = folder.git(['rev-parse', 'HEAD^{tree}']).trim();
  const log = folder.git(['log', '--reverse', '--format=%an <%ae> %ad%n%B%x01', `${base}..HEAD`]);
  return { tree, commits: log.split('\x01\n').slice(0, -1) };
}

describe.skipIf(!hasGit)('a series that git am takes', () => {
  const { folder, base } = makeRepository();
  const branch = folder.git(['rev-parse', 'HEAD']).trim();
  const tree = folder.git(['rev-parse', 'HEAD^{tree}']).trim();
  afterAll(() => folder.remove());
  const plain = formatPatch(folder, base, []);

  test('the same tree and messages as of the original mails, with the trailers of the replies', async () => {
    const reply = (id: string, to: string, body: string, from = 'Bo Park <bo@example.org>') =>
      mail(id, body, {
        From: from,
        Subject: 'Re: it',
        'In-Reply-To': `<${to}>`,
        Date: 'Sun, 20 Sep 2020 10:00:00 +0000',
      });
    const [cover = '', first = '', second = '', , fourth = '', , last = ''] = plain.map(idOf);
    const replies = [
      reply('r1', first, 'Good.\n\nReviewed-by: Bo Park <bo@example.org>\n'),
      reply(
        'r2',
        'r1@example.org',
        'Me too\n  acked-by: Ýsa Ö <isa@example.org> # arm\n',
        '=?UTF-8?q?=C3=9Dsa_=C3=96?= <isa@example.org>',
      ),
      reply('r3', cover, 'Tested-by: Cy Doe <cy@example.org>\n', 'Cy Doe <cy@example.org>'),
      reply('r4', second, 'Reviewed-by: Ann Example <ann@example.org>\n', 'Ann Example <ann@example.org>'),
      reply('r5', fourth, 'Acked-by: Bo Park <bo@example.org>\n'),
      reply('r6', last, 'Reviewed-by: Bo Park <bo@example.org>\n'),
    ];
    // Its message has a line that opens another mail, unless it is escaped.
    const box = formatPatch(folder, base, ['--pretty=mboxrd']).slice(1).join('\n');
    const original = apply(folder, base, box, ['--keep-cr', '--patch-format=mboxrd']);
    expect(original.tree).toBe(tree);
    await withMoot(async (moot) => {
      await importTexts(moot, [...plain.map(bytes), ...replies]);
      const made = apply(folder, base, await exported(moot, cover));
      expect(made.tree).toBe(tree);
      const added = made.commits.map((text, i) =>
        text.split('\n').filter((line) => !(original.commits[i] ?? '').split('\n').includes(line)),
      );
      const tested = 'Tested-by: Cy Doe <cy@example.org>';
      expect(added).toEqual([
        ['Reviewed-by: Bo Park <bo@example.org>', 'Acked-by: Ýsa Ö <isa@example.org> # arm', tested],
        [tested],
        [tested],
        [tested, 'Acked-by: Bo Park <bo@example.org>'],
        [tested],
        [tested, 'Reviewed-by: Bo Park <bo@example.org>'],
      ]);
      // Nothing else of a message changes, and what is added joins the block that is there, or opens one.
      for (const [i, text] of made.commits.entries()) {
        const without = text
          .split('\n')
          .filter((line) => !added[i]?.includes(line))
          .join('\n');
        expect(without.trimEnd()).toBe((original.commits[i] ?? '').trimEnd());
      }
      expect(made.commits[0]).toContain('Signed-off-by: Ann Example <ann@example.org>\nReviewed-by: Bo');
      expect(made.commits[1]).toContain('prose: yes.\n\nTested-by: Cy');
      expect(made.commits[3]).toContain('[ann: said so]\nCc: List <list@example.org>\nTested-by: Cy');
      expect(made.commits[5]).toContain('It says\n\nTested-by: Cy');
    });
  });

  test.each([
    ['quoted-printable', 'qprint'],
    ['base64', 'base64'],
  ])('mails in %s', async (encoding) => {
    const mails = plain.map((text) => encode(text, encoding));
    await withMoot(async (moot) => {
      await importTexts(moot, mails.map(bytes));
      expect(apply(folder, base, await exported(moot, idOf(plain[0] ?? ''))).tree).toBe(tree);
    });
  });

  test('its diffs alone give the same tree', async () => {
    await withMoot(async (moot) => {
      await importTexts(moot, plain.map(bytes));
      const found = await findVersion(idOf(plain[3] ?? ''), moot);
      if (found === undefined) throw new Error('no series');
      const result = await exportSeries(found, {}, moot);
      if (result.state === 'refused') throw new Error(result.why);
      folder.git(['checkout', '-q', '-f', base]);
      for (const { diff } of result.parts) folder.git(['apply', '--index', '--whitespace=nowarn'], bytes(diff));
      expect(folder.git(['write-tree']).trim()).toBe(tree);
      folder.git(['reset', '-q', '--hard', branch]);
    });
  });

  test('a part that is not held: refused, or what is held', async () => {
    await withMoot(async (moot) => {
      await importTexts(moot, plain.filter((_, i) => i !== 2 && i !== 4 && i !== 5).map(bytes));
      const [cover = ''] = plain.map(idOf);
      await expect(exported(moot, cover)).rejects.toThrow('Parts 2, 4–5 of 6 are not held.');
      expect((await exported(moot, cover, { partial: true })).match(/^From 0{40} /gm)?.length).toBe(3);
    });
  });

  test('who wrote it stands in the body: as git am has it', async () => {
    const [, first = ''] = plain;
    const sent = first
      .replace(/^From: .*$/m, 'From: "Ann via list" <list@example.org>')
      .replace(
        '\n\n',
        '\n\nFrom: =?UTF-8?q?Bj=C3=B6rn_Berg?= <bjorn@example.org>\nDate: Mon, 1 Jun 2020 12:00:00 -0700\n\n',
      )
      .replace('[PATCH 1/6]', '[PATCH]');
    await withMoot(async (moot) => {
      await importTexts(moot, [bytes(sent)]);
      const made = apply(folder, base, await exported(moot, idOf(first)));
      expect(made.commits).toEqual(apply(folder, base, sent).commits);
      expect(made.commits[0]).toContain('Björn Berg <bjorn@example.org> Mon Jun 1 12:00:00 2020 -0700');
    });
  });

  test('format=flowed, stuffed and not', async () => {
    const [, first = ''] = plain;
    const at = first.indexOf('\n\n');
    const head = `${first.slice(0, at).replace('1/6', '')}\nContent-Type: text/plain; charset=UTF-8; format=flowed`;
    const want = apply(folder, base, first).tree;
    for (const body of [first.slice(at).replace(/^ /gm, '  '), first.slice(at)]) {
      await withMoot(async (moot) => {
        await importTexts(moot, [bytes(head + body)]);
        expect(apply(folder, base, await exported(moot, idOf(first))).tree).toBe(want);
      });
    }
  });

  test('a patch in an attachment', async () => {
    const [, first = ''] = plain;
    const content = Buffer.from(first, 'latin1').toString('base64').replace(/.{76}/g, '$&\n');
    const sent = mail(
      'att',
      `--b\nContent-Type: text/plain\n\nSee there.\n--b\nContent-Type: text/x-patch; name="a.patch"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="a.patch"\n\n${content}\n--b--\n`,
      { 'Content-Type': 'multipart/mixed; boundary="b"', Subject: '[PATCH] mm: change a line' },
    );
    await withMoot(async (moot) => {
      await importTexts(moot, [sent]);
      const made = apply(folder, base, await exported(moot, 'att@example.org'));
      expect(made.tree).toBe(apply(folder, base, first).tree);
      expect(made.commits[0]).toContain('Why this is so.');
    });
  });
});

/** The same mail in another transfer encoding. */
function encode(text: string, encoding: string): string {
  const at = text.indexOf('\n\n');
  const head = text.slice(0, at).replace(/\n(?:MIME-Version|Content-T[^\n]*|Content-T[^\n]*): .*/gi, '');
  const body = text.slice(at + 2);
  const coded =
    encoding === 'base64'
      ? Buffer.from(body, 'latin1').toString('base64').replace(/.{76}/g, '$&\n')
      : body
          .replace(
            /[^\n\x20-\x3c\x3e-\x7e]/g,
            (char) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
          )
          .replace(/(.{70}[^=]{2})(?=.)/g, '$1=\n');
  const kind = `MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: ${encoding}`;
  return `${head}\n${kind}\n\n${coded}\n`;
}
