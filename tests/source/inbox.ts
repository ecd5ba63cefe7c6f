import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';

const env: NodeJS.ProcessEnv = {
  NODE_ENV: 'test',
  PATH: process.env.PATH ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'inbox',
  GIT_AUTHOR_EMAIL: 'inbox@example.org',
  GIT_COMMITTER_NAME: 'inbox',
  GIT_COMMITTER_EMAIL: 'inbox@example.org',
};

export function git(folder: string, args: readonly string[], input?: string): string {
  return execFileSync('git', [`--git-dir=${folder}`, ...args], {
    env,
    encoding: 'latin1',
    ...(input === undefined ? {} : { input: Buffer.from(input, 'latin1') }),
  }).trim();
}

/** One step of an inbox's history: a mail that came or was deleted, by its text. */
export type Step = { readonly add: string } | { readonly remove: string };

/** A bare repository, as public-inbox makes them. */
export function makeRepository(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('git', ['init', '-q', '--bare', folder], { env });
}

/** Version 2: each commit's tree is the mail as `m`, or the deleted one as `d`. Goes on from `parent`, or from nothing. */
export function writeEpoch(folder: string, steps: readonly Step[], parent?: string): string {
  let last = parent;
  for (const step of steps) {
    const [name, text] = 'add' in step ? ['m', step.add] : ['d', step.remove];
    const blob = git(folder, ['hash-object', '-w', '--stdin'], text);
    const tree = git(folder, ['mktree'], `100644 blob ${blob}\t${name}\n`);
    last = git(folder, ['commit-tree', tree, ...(last === undefined ? [] : ['-p', last]), '-m', 'step']);
  }
  if (last !== undefined) git(folder, ['update-ref', git(folder, ['symbolic-ref', 'HEAD']), last]);
  return last ?? '';
}

/** Version 1: a file for each mail held, named by the SHA-1 of its Message-ID. */
export function writeVersion1(folder: string, steps: readonly Step[]): string {
  const held = new Map<string, Map<string, string>>();
  let last: string | undefined;
  for (const step of steps) {
    const text = 'add' in step ? step.add : step.remove;
    const id = /^Message-ID: <(.*)>/im.exec(text)?.[1] ?? '';
    const path = createHash('sha1').update(id).digest('hex');
    const [folderName, name] = [path.slice(0, 2), path.slice(2)];
    const inside = held.get(folderName) ?? new Map<string, string>();
    if ('add' in step) inside.set(name, git(folder, ['hash-object', '-w', '--stdin'], text));
    else inside.delete(name);
    held.set(folderName, inside);
    const trees = [...held]
      .filter(([, files]) => files.size > 0)
      .map(([one, files]) => {
        const list = [...files].map(([file, blob]) => `100644 blob ${blob}\t${file}\n`).join('');
        return `040000 tree ${git(folder, ['mktree'], list)}\t${one}\n`;
      });
    const tree = git(folder, ['mktree'], trees.join(''));
    last = git(folder, ['commit-tree', tree, ...(last === undefined ? [] : ['-p', last]), '-m', 'step']);
  }
  if (last !== undefined) git(folder, ['update-ref', git(folder, ['symbolic-ref', 'HEAD']), last]);
  return last ?? '';
}
