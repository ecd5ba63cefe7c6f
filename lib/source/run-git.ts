import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { UnreadablePlace } from '#lib/source/source';

/**
 * A repository may be anybody's: nothing of its configuration shall run a program or reach a server, and nobody else's
 * configuration is read. Only plumbing is called, which has no pager, no hooks and no signatures to check; objects that a
 * partial clone lacks are not fetched, and what replaces an object is not followed.
 */
const safe = [
  ...['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'protocol.allow=never', '-c', 'log.showSignature=false', '-c', 'core.alternateRefsCommand=true'],
  // What would change the lines that are read.
  ...[
    '-c',
    'color.ui=false',
    '-c',
    'log.diffMerges=first-parent',
    '-c',
    'diff.relative=false',
    '-c',
    'diff.orderFile=/dev/null',
  ],
];

function environment(): NodeJS.ProcessEnv {
  return {
    NODE_ENV: process.env.NODE_ENV,
    PATH: process.env.PATH,
    LC_ALL: 'C',
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Older gits know nothing of the line above, and a repository's own configuration may allow what -c forbids.
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** git on the repository `folder` (named itself, so that no folder above it is looked into), and its end. */
export interface GitRun {
  readonly child: ChildProcessWithoutNullStreams;
  /** Exit code and what was written to standard error. Fails where git is not installed. */
  readonly ended: Promise<{ readonly code: number; readonly said: string }>;
}

export function startGit(folder: string, args: readonly string[]): GitRun {
  const child = spawn('git', [...safe, `--git-dir=${folder}`, ...args], { env: environment(), cwd: '/' });
  let said = '';
  child.stderr.setEncoding('latin1').on('data', (text: string) => {
    said = `${said}${text}`.slice(-2000);
  });
  // Who is ended while it is written to is no failure of ours.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<{ code: number; said: string }>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new UnreadablePlace(
          error.code === 'ENOENT'
            ? 'Cannot read a public-inbox repository without git: it is not installed, or not in PATH.'
            : `Cannot run git: ${error.message}.`,
        ),
      ),
    );
    child.once('close', (code) => resolve({ code: code ?? 1, said }));
  });
  // Whoever stops reading early is not there to hear of it.
  ended.catch(() => undefined);
  return { child, ended };
}

/** A short output; undefined where git says no. */
export async function askGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  const { child, ended } = startGit(folder, args);
  child.stdin.end();
  const pieces: string[] = [];
  for await (const piece of child.stdout.setEncoding('latin1')) pieces.push(String(piece));
  return (await ended).code === 0 ? pieces.join('').trim() : undefined;
}

/** The lines of an output, as they come. Throws where git fails. */
export async function* gitLines(folder: string, args: readonly string[]): AsyncGenerator<string> {
  const { child, ended } = startGit(folder, args);
  child.stdin.end();
  try {
    let rest = '';
    for await (const chunk of child.stdout.setEncoding('latin1')) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
    const { code, said } = await ended;
    if (code !== 0) throw new UnreadablePlace(`Git failed in ${folder}: ${said.trim().split('\n').at(-1) ?? ''}.`);
  } finally {
    child.kill();
  }
}
