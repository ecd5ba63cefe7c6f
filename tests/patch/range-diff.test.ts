import { afterAll, describe, expect, test } from 'vitest';
import { GitFolder, hasGit } from './git.ts';
import { type Commit, compareBranches, type Edit, type Files } from './histories.ts';

function drawFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const statements = [
  '\treturn 0;',
  '\tgoto out;',
  '',
  '\tif (error)',
  '\t\treturn error;',
  '\tlock(&tree);',
  '\tunlock(&tree);',
];

function makeFile(name: string, draw: (limit: number) => number): string[] {
  return Array.from({ length: 4 + draw(4) }, (_, i) => i).flatMap((i) => [
    `static int ${name}_${i}(struct node *node, int flags)`,
    '{',
    ...Array.from({ length: 4 + draw(9) }, () =>
      draw(3) === 0 ? (statements[draw(statements.length)] ?? '') : `\tcall_${draw(60)}(node);`,
    ),
    '}',
    '',
  ]);
}

/** Two versions of a series on two bases: the second reordered, dropped from, added to, split, joined and reworded. */
function makeVersions(seed: number, length: number) {
  const draw = drawFrom(seed);
  const paths = ['mm/alpha.c', 'mm/beta.c', 'include/gamma.h'];
  const files: Files = Object.fromEntries(paths.map((path) => [path, makeFile(path.replace(/\W/g, '_'), draw)]));
  const makeEdit = (): Edit => {
    const path = paths[draw(paths.length)] ?? '';
    const lines = files[path] ?? [];
    const insert = Array.from({ length: draw(7) }, () =>
      draw(3) === 0 ? (statements[draw(statements.length)] ?? '') : `\tadded_${draw(500)}(node);`,
    );
    return { path, below: lines[draw(lines.length)] ?? '', remove: draw(4), insert };
  };
  const makeCommit = (i: number): Commit => ({
    message: `mm: change number ${draw(1000)}.${i}\n\n${Array.from({ length: 1 + draw(5) }, () => `Because of reason ${draw(30)}.\tTabs too.`).join('\n')}\n\nSigned-off-by: Ann Example <ann@example.org>`,
    edits: Array.from({ length: 1 + draw(3) }, makeEdit),
  });
  const older = Array.from({ length }, (_, i) => makeCommit(i));
  let newer = [...older];
  for (let step = 0; step < 1 + draw(length + 2); step++) {
    const at = draw(newer.length);
    const own = newer[at];
    const kind = draw(8);
    if (own === undefined || kind === 0) newer.splice(at, 0, makeCommit(100 + step));
    else if (kind === 1) newer.splice(at, 1);
    else if (kind === 2) newer.splice(draw(newer.length), 0, ...newer.splice(at, 1));
    else if (kind === 3)
      newer[at] = {
        ...own,
        message: `${own.message}${own.message.includes('\n') ? '' : '\n'}\nReviewed-by: Bo Test <bo@example.org>`,
      };
    else if (kind === 4 && own.edits.length > 1) {
      const first = { message: `mm: first half of ${at}`, edits: own.edits.slice(0, 1) };
      newer.splice(at, 1, first, { ...own, edits: own.edits.slice(1) });
    } else if (kind === 5 && newer[at + 1] !== undefined) {
      newer.splice(at, 2, { message: own.message, edits: [...own.edits, ...(newer[at + 1]?.edits ?? [])] });
    } else
      newer = newer.map((commit, i) => {
        if (i !== at) return commit;
        const edits = commit.edits.map((edit) =>
          draw(2) === 0 ? { ...edit, insert: [...edit.insert, `\tlate_${draw(99)}(node);`] } : edit,
        );
        return { ...commit, edits };
      });
  }
  const rebase: Commit = { message: 'Other work', edits: Array.from({ length: draw(4) }, makeEdit) };
  return { files, older, newer, rebase };
}

describe.skipIf(!hasGit)('beside git range-diff', () => {
  const folder = hasGit ? new GitFolder() : undefined;
  afterAll(() => folder?.remove());

  test.each(Array.from({ length: Number(process.env.N ?? 12) }, (_, i) => i))('random history %i', async (seed) => {
    const { files, older, newer, rebase } = makeVersions(seed * 7919 + 1, 2 + (seed % 7));
    if (folder === undefined) return;
    const factor = seed % 5 === 4 ? 100 : undefined;
    const { ours, theirs } = await compareBranches(folder, files, older, newer, rebase, factor);
    expect(ours).toBe(theirs);
  });
});
