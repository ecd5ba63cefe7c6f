import { execFile } from 'node:child_process';
import { getMoot, type Moot } from '#lib/db/open';

/** Bytes of a file beyond which it is not read: no source is that long, and a page could not show it. */
const MOST_BYTES = 8 << 20;
/** Milliseconds that git may take for one answer. */
const MOST_MS = 4000;

const isHash = (text: string) => /^[0-9a-f]{4,64}$/.test(text) && !/^0+$/.test(text);

/**
 * Which of the blobs that diffs name are in a repository that somebody pointed at. Abbreviated as they are, a name that
 * fits several blobs is none.
 */
export async function findBlobs(hashes: readonly string[], moot?: Moot): Promise<ReadonlySet<string>> {
  const wanted = [...new Set(hashes.filter(isHash))];
  const found = new Set<string>();
  if (wanted.length === 0) return found;
  for (const path of await repositoryPaths(moot)) {
    const left = wanted.filter((hash) => !found.has(hash));
    const answer = await git(path, ['cat-file', '--batch-check=%(objecttype)'], `${left.join('\n')}\n`);
    for (const [index, line] of (answer ?? '').split('\n').entries()) {
      const hash = left[index];
      if (line === 'blob' && hash !== undefined) found.add(hash);
    }
  }
  return found;
}

/** The text of a blob, from the first repository that has it; undefined where none does, or where it is no text. */
export async function findBlobText(hash: string, moot?: Moot): Promise<string | undefined> {
  if (!isHash(hash)) return undefined;
  for (const path of await repositoryPaths(moot)) {
    const text = await git(path, ['cat-file', 'blob', hash]);
    if (text !== undefined && !text.includes('\0')) return text;
  }
  return undefined;
}

async function repositoryPaths(moot?: Moot): Promise<string[]> {
  const { prisma } = moot ?? (await getMoot());
  const rows = await prisma.repository.findMany({ orderBy: { id: 'asc' }, select: { path: true } });
  return rows.map(({ path }) => path);
}

/** What git says about the repository at `path`; undefined where it fails, says too much or takes too long. */
function git(path: string, words: readonly string[], input = ''): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { maxBuffer: MOST_BYTES, timeout: MOST_MS, encoding: 'utf8', windowsHide: true } as const;
    // The repository's own settings name no program that these two would run; lazy fetching is off: nothing is downloaded.
    const env = { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
    const child = execFile('git', ['-C', path, ...words], { ...options, env }, (error, output) =>
      resolve(error === null ? output : undefined),
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
