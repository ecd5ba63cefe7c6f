import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findPlace } from '#lib/source/places';
import { publicInbox } from '#lib/source/public-inbox';
import { git, makeRepository, writeEpoch, writeVersion1 } from './inbox.ts';

const home = mkdtempSync(join(tmpdir(), 'moot-inbox-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let count = 0;
const folder = () => join(home, `inbox-${count++}`);

const mail = (n: number, body = `body ${n}\nFrom here\n`) =>
  `Subject: ${n}\nMessage-ID: <m${n}@x.org>\n\n${body}\xe9\0`;

/** What comes, in short: `+` and the mail, `-` and the mail, `=` and what is still there; and where it goes on. */
async function read(address: string, cursor?: string) {
  const items: string[] = [];
  const codes: string[] = [];
  let last = cursor;
  const cursors: string[] = [];
  for await (const item of publicInbox.read(address, { cursor, unchanged: 'read-again', hosts: [] })) {
    const text = 'bytes' in item ? Buffer.from(item.bytes).toString('latin1') : '';
    if (item.kind === 'message') items.push(`+${text}`);
    if (item.kind === 'removal') items.push(`-${text}`);
    if (item.kind === 'still') items.push(`=${text}`);
    if (item.kind === 'rest-is-gone') items.push('rest is gone');
    if (item.kind === 'issue') codes.push(`${item.severity} ${item.code}`);
    if ('cursor' in item && item.cursor !== undefined) {
      last = item.cursor;
      cursors.push(item.cursor);
    }
  }
  return { items, codes, cursor: last, cursors };
}

const plus = (...numbers: number[]) => numbers.map((n) => `+${mail(n)}`);

describe('public-inbox', () => {
  test('version 2: epochs in order, byte for byte; then only what is new, deletions as removals', async () => {
    const inbox = folder();
    for (const name of ['0', '1', '10']) makeRepository(join(inbox, 'git', `${name}.git`));
    const zero = join(inbox, 'git', '0.git');
    const first = writeEpoch(zero, [{ add: mail(1) }, { add: mail(2) }]);
    writeEpoch(join(inbox, 'git', '10.git'), [{ add: mail(5) }]);
    const one = writeEpoch(join(inbox, 'git', '1.git'), [{ add: mail(3) }, { add: mail(4) }]);
    expect((await findPlace(inbox)).name).toBe('public-inbox');
    const all = await read(inbox);
    expect(all).toMatchObject({ items: plus(1, 2, 3, 4, 5), codes: [] });
    expect((await read(inbox, all.cursor)).items).toEqual([]);
    writeEpoch(join(inbox, 'git', '1.git'), [{ remove: mail(2) }, { add: mail(6) }, { remove: mail(6) }], one);
    const more = await read(inbox, all.cursor);
    expect(more.items).toEqual([`-${mail(2)}`, ...plus(6), `-${mail(6)}`]);
    expect((await read(inbox, more.cursor)).items).toEqual([]);
    writeEpoch(zero, [{ add: mail(7) }, { add: mail(2) }], first);
    expect((await read(inbox, more.cursor)).items).toEqual(plus(7, 2));
  });

  test('a commit of several mails is gone on with until all of it is through', async () => {
    const inbox = folder();
    makeRepository(inbox);
    const blob = (n: number) => git(inbox, ['hash-object', '-w', '--stdin'], mail(n));
    const commit = (names: readonly number[], parent: readonly string[]) => {
      const files = names.map((n) => `100644 blob ${blob(n)}\t${String(n).padStart(38, '0')}\n`).join('');
      const tree = git(inbox, ['mktree'], `040000 tree ${git(inbox, ['mktree'], files)}\tab\n`);
      return git(inbox, ['commit-tree', tree, ...parent.flatMap((one) => ['-p', one]), '-m', 'step']);
    };
    const first = commit([1], []);
    git(inbox, ['update-ref', git(inbox, ['symbolic-ref', 'HEAD']), commit([1, 2, 3, 4], [first])]);
    const all = await read(inbox);
    expect(all.items.toSorted()).toEqual(plus(1, 2, 3, 4));
    // Whichever of its mails was the last to be written, the others are not passed over.
    for (const cursor of all.cursors.slice(0, -1)) {
      expect((await read(inbox, cursor)).items.toSorted()).toEqual(plus(2, 3, 4));
    }
    expect((await read(inbox, all.cursors.at(-1))).items).toEqual([]);
  });

  test('broken off anywhere, it goes on after the last mail', async () => {
    const inbox = folder();
    for (const name of ['0', '1']) makeRepository(join(inbox, 'git', `${name}.git`));
    writeEpoch(
      join(inbox, 'git', '0.git'),
      [1, 2, 3].map((n) => ({ add: mail(n) })),
    );
    writeEpoch(
      join(inbox, 'git', '1.git'),
      [4, 5].map((n) => ({ add: mail(n) })),
    );
    const { items, cursors } = await read(inbox);
    expect(items).toHaveLength(5);
    for (const cursor of cursors) {
      const rest = (await read(inbox, cursor)).items;
      expect(rest).toEqual(items.slice(items.length - rest.length));
      expect(rest.length).toBeLessThan(5);
    }
  });

  test('version 1, one epoch alone, a clone with its files; an empty one', async () => {
    const inbox = folder();
    makeRepository(inbox);
    expect((await read(inbox)).items).toEqual([]);
    writeVersion1(inbox, [{ add: mail(1) }, { add: mail(2) }, { remove: mail(1) }]);
    expect((await read(inbox)).items).toEqual([...plus(1, 2), `-${mail(1)}`]);
    const epoch = join(folder(), '7.git');
    makeRepository(epoch);
    writeEpoch(epoch, [{ add: mail(1) }]);
    expect((await read(epoch)).items).toEqual(plus(1));
    const clone = folder();
    git(epoch, ['clone', '-q', epoch, clone]);
    expect((await findPlace(clone)).name).toBe('public-inbox');
    expect((await read(clone)).items).toEqual(plus(1));
  });

  test('a rewritten history: what is still there is told first, then all is given again', async () => {
    const inbox = folder();
    const zero = join(inbox, 'git', '0.git');
    makeRepository(zero);
    writeEpoch(
      zero,
      [1, 2, 3].map((n) => ({ add: mail(n) })),
    );
    const { cursor } = await read(inbox);
    // Purged: the mail is an empty one now. Edited: another one.
    writeEpoch(zero, [
      { add: mail(1) },
      { add: '' },
      { add: mail(3, 'edited\n') },
      { add: mail(4) },
      { remove: mail(4) },
    ]);
    git(zero, ['reflog', 'expire', '--expire=now', '--all']);
    git(zero, ['gc', '-q', '--prune=now']);
    const edited = `${mail(3, 'edited\n')}`;
    const again = await read(inbox, cursor);
    expect(again.codes).toEqual(['note rewritten']);
    expect(again.items).toEqual([
      `=${mail(1)}`,
      `=${edited}`,
      'rest is gone',
      ...plus(1),
      `+${edited}`,
      ...plus(4),
      `-${mail(4)}`,
    ]);
    // Only at its end is it done with.
    expect(again.cursors).toHaveLength(1);
    expect((await read(inbox, again.cursor)).items).toEqual([]);
  });

  test('what is no inbox is said in a sentence', async () => {
    const other = folder();
    makeRepository(other);
    const blob = git(other, ['hash-object', '-w', '--stdin'], 'int main;\n');
    const commit = git(other, ['commit-tree', git(other, ['mktree'], `100644 blob ${blob}\tmain.c\n`), '-m', 'x']);
    git(other, ['update-ref', git(other, ['symbolic-ref', 'HEAD']), commit]);
    await expect(read(other)).rejects.toThrow('holds no mail as public-inbox keeps it');
    const broken = folder();
    makeRepository(broken);
    writeFileSync(join(broken, 'HEAD'), 'nonsense\n');
    await expect(read(broken)).rejects.toThrow('git takes it for no repository');
    expect((await findPlace(home)).name).toBe('folder');
  });

  test('a missing object is told, the others are read', async () => {
    const inbox = folder();
    makeRepository(inbox);
    writeEpoch(
      inbox,
      [1, 2, 3].map((n) => ({ add: mail(n) })),
    );
    const blob = git(inbox, ['hash-object', '--stdin'], mail(2));
    rmSync(join(inbox, 'objects', blob.slice(0, 2), blob.slice(2)));
    expect(await read(inbox)).toMatchObject({ items: plus(1, 3), codes: ['error unreadable'] });
  });

  test('nothing that a hostile repository configures is run', async () => {
    const inbox = folder();
    makeRepository(inbox);
    writeEpoch(inbox, [{ add: mail(1) }]);
    const touched = join(home, 'touched');
    const run = `touch ${touched}`;
    appendFileSync(
      join(inbox, 'config'),
      `[core]\n\tfsmonitor = ${run}\n\tpager = ${run}\n\tsshCommand = ${run}\n\talternateRefsCommand = ${run}\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = ${run}\n[diff]\n\texternal = ${run}\n[color]\n\tui = always\n[pager]\n\tlog = ${run}\n\tcat-file = ${run}\n[extensions]\n\tpartialClone = evil\n[remote "evil"]\n\turl = ext::sh -c '${run}'\n\tpromisor = true\n[alias]\n\tlog = !${run}\n`,
    );
    const blob = git(inbox, ['hash-object', '--stdin'], mail(1));
    expect((await read(inbox)).items).toEqual(plus(1));
    rmSync(join(inbox, 'objects', blob.slice(0, 2), blob.slice(2)));
    expect((await read(inbox)).codes).toEqual(['error unreadable']);
    expect(existsSync(touched)).toBe(false);
  });
});
