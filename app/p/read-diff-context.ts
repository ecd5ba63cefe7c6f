import type { FileView, HunkView } from '#lib/db/archive-types';
import { findBlobs, findBlobText } from '#lib/db/blobs';
import type { Moot } from '#lib/db/open';
import { pathOf } from '#lib/patch/diff/diff-file';
import { printHunkHeader } from '#lib/patch/diff/hunk';
import { agreesWith, expandHunks, functionAround, type WantedLines } from '#lib/patch/view/expand-hunks';

/** The files of a patch with the context asked for. */
export interface DiffContext {
  readonly files: readonly FileView[];
  /** Paths of files whose old text is in a repository: their context can be expanded. */
  readonly expandable: ReadonlySet<string>;
  /** Why something asked for is not shown, in sentences. */
  readonly problems: readonly string[];
}

/** Most lines that one wish adds. */
const MOST_LINES = 5000;

/** Adds the lines that `context` of the address asks for, from the repositories that somebody pointed at. */
export async function readDiffContext(
  files: readonly FileView[],
  context: readonly string[],
  moot?: Moot,
): Promise<DiffContext> {
  const blobs = files.flatMap((file) => (file.hunks.length > 0 && file.oldBlob !== undefined ? [file.oldBlob] : []));
  const held = await findBlobs(blobs, moot);
  const has = (file: FileView) => file.hunks.length > 0 && file.oldBlob !== undefined && held.has(file.oldBlob);
  const problems: string[] = [];
  const wishes = context.flatMap((words) => {
    const wish = readWish(words);
    if (wish === undefined)
      problems.push(`“${words}” names no lines: it should be FILE:FROM-TO, FILE:fLINE or FILE:all.`);
    return wish ?? [];
  });
  for (const { path } of wishes) {
    if (!files.some((file) => pathOf(file) === path && has(file))) {
      problems.push(`No repository that is known here has ${path} as it was before this patch.`);
    }
  }
  const grown = files.map(async (file) => {
    const own = wishes.filter(({ path }) => path === pathOf(file));
    if (own.length === 0 || !has(file)) return file;
    const lines = (await findBlobText(file.oldBlob ?? '', moot))?.split('\n').map((line) => line.replace(/\r$/, ''));
    if (lines?.at(-1) === '') lines.pop();
    const hunks = file.hunks.map((hunk) => ({ ...hunk, heading: headingOf(hunk) }));
    if (lines === undefined || !agreesWith(hunks, lines)) {
      problems.push(`The blob ${file.oldBlob} does not say what ${pathOf(file)} has at these lines: nothing is added.`);
      return file;
    }
    const wanted = own.flatMap(({ lines: want }) => want(lines) ?? []);
    return {
      ...file,
      hunks: expandHunks(hunks, lines, wanted).map((hunk) => ({ ...hunk, header: printHunkHeader(hunk) })),
    };
  });
  return { files: await Promise.all(grown), expandable: new Set(files.filter(has).map(pathOf)), problems };
}

function headingOf(hunk: HunkView): string {
  return /^@@ .*? @@ ?(.*)$/s.exec(hunk.header)?.[1] ?? '';
}

interface Wish {
  readonly path: string;
  readonly lines: (file: readonly string[]) => WantedLines | undefined;
}

function readWish(words: string): Wish | undefined {
  const { path, from, to, inside, all } =
    /^(?<path>.+):(?:(?<from>\d{1,8})-(?<to>\d{1,8})|f(?<inside>\d{1,8})|(?<all>all))$/s.exec(words)?.groups ?? {};
  if (path === undefined) return undefined;
  if (all !== undefined) return { path, lines: (file) => ({ from: 1, to: file.length }) };
  if (inside !== undefined) return { path, lines: (file) => bound(functionAround(file, Number(inside))) };
  return { path, lines: () => bound({ from: Number(from), to: Number(to) }) };
}

function bound(lines: WantedLines | undefined): WantedLines | undefined {
  return lines === undefined ? undefined : { from: lines.from, to: Math.min(lines.to, lines.from + MOST_LINES) };
}
