import { spawnSync } from 'node:child_process';
import { rangeDiff } from '#lib/patch/range/range-diff';
import { CREATION_FACTOR, pairTexts } from '#lib/patch/range/range-pair';
import { sayPatch } from '#lib/patch/range/range-text';
import { GitFolder } from '../patch/git.ts';
import { type Commit, type Files, mailVersion, makeBranch } from '../patch/histories.ts';
import { type Line, round } from './measure.ts';

const patches = 40;

/** Two versions of a series of 40 patches compared, beside git, which has them as commits; skipped where git is missing. */
export async function* benchRangeDiff(): AsyncGenerator<Line> {
  if (spawnSync('git', ['--version']).status !== 0) return;
  const folder = new GitFolder();
  try {
    const { files, older, newer } = makeSeries();
    for (const [path, lines] of Object.entries(files)) folder.write(path, `${lines.join('\n')}\n`);
    const base = folder.commit('Base');
    makeBranch(folder, 'older', base, files, older);
    makeBranch(folder, 'newer', base, files, newer);
    const ranges = [`${base}..older`, `${base}..newer`] as const;
    const [a, b] = [await mailVersion(folder, ranges[0]), await mailVersion(folder, ranges[1])];
    const details = { patches, lines: a.patches.map(sayPatch).reduce((sum, { lines }) => sum + lines.length, 0) };

    const start = performance.now();
    folder.git(['range-diff', '--no-color', '-s', ...ranges]);
    const gitPairs = round(performance.now() - start);
    const again = performance.now();
    folder.git(['range-diff', '--no-color', ...ranges]);
    const git = round(performance.now() - again);

    const pair = () => pairTexts(a.patches.map(sayPatch), b.patches.map(sayPatch), CREATION_FACTOR);
    const cold = time(pair);
    const figure = Math.min(...Array.from({ length: 3 }, () => time(pair)));
    yield {
      bench: 'range-diff: pairs and marks',
      figure,
      unit: 'ms',
      target: 1000,
      baseline: gitPairs,
      cold,
      ...details,
    };
    const whole = Math.min(...Array.from({ length: 3 }, () => time(() => rangeDiff(a.patches, b.patches))));
    yield { bench: 'range-diff: with diffs of diffs', figure: whole, unit: 'ms', baseline: git, ...details };
  } finally {
    folder.remove();
  }
}

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return round(performance.now() - start);
}

/** Forty patches of 60 to 160 lines over eight files; in the second version a third are changed, some moved, dropped, new. */
function makeSeries() {
  const paths = Array.from({ length: 8 }, (_, i) => `dir/file-${i}.c`);
  const anchor = (file: number, i: number) => `\tanchor_${file}_${i}();`;
  const files: Files = Object.fromEntries(
    paths.map((path, file) => [
      path,
      Array.from({ length: 200 }, (_, i) => [anchor(file, i), '\tif (error)', '\t\treturn error;', '']).flat(),
    ]),
  );
  const make = (i: number, isLater: boolean): Commit => ({
    message: `dir: change ${i}${isLater && i % 7 === 0 ? ', again' : ''}\n\nBecause of ${i}.\n\nSigned-off-by: Ann Example <ann@example.org>`,
    edits: Array.from({ length: 4 }, (_, place) => ({
      path: paths[(i + place) % paths.length] ?? '',
      below: anchor((i + place) % paths.length, i * 4 + place),
      remove: 2,
      insert: Array.from({ length: 5 + ((i * 7 + place) % 20) }, (_, line) => {
        const isOther = isLater && i % 3 === 0 && line === 2;
        return line % 4 === 3 ? '\t\treturn error;' : `\tstep_${i}_${place}_${line}(${isOther ? 'other' : 'node'});`;
      }),
    })),
  });
  const older = Array.from({ length: patches }, (_, i) => make(i, false));
  const later = Array.from({ length: patches }, (_, i) => make(i, true));
  const newer = [
    ...later.slice(0, 10),
    ...later.slice(20, 25),
    ...later.slice(10, 20),
    ...later.slice(27),
    make(41, true),
    make(42, true),
  ];
  return { files, older, newer };
}
