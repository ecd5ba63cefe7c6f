import { spawn } from 'node:child_process';
import { PlainError } from '#lib/cli/plain-error';

/** Settings that a person's git may have and that would change what it prints. */
const settings = [
  ...['-c', 'core.quotePath=true', '-c', 'diff.noprefix=false', '-c', 'diff.mnemonicPrefix=false'],
  ...[
    '-c',
    'diff.external=',
    '-c',
    'diff.suppressBlankEmpty=false',
    '-c',
    'diff.renames=true',
    '-c',
    'log.showSignature=false',
  ],
  ...['-c', 'diff.algorithm=default', '-c', 'color.ui=false', '-c', 'i18n.logOutputEncoding=UTF-8'],
];

/** Runs git in a repository, without a shell. Its output is read as it comes, line by line, ends taken off. */
export async function* gitLines(path: string, args: readonly string[], separator = '\n'): AsyncGenerator<string> {
  const child = spawn('git', ['-C', path, ...settings, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8', GIT_PAGER: 'cat', GIT_OPTIONAL_LOCKS: '0' },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-2000);
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new PlainError(
          error.code === 'ENOENT' ? 'Git is not installed, or not in PATH.' : `Cannot run git: ${error.message}.`,
        ),
      ),
    );
    child.once('close', (code) => resolve(code ?? 1));
  });
  // Who stops reading early ends git; nobody is then left to hear of it.
  ended.catch(() => {});
  try {
    let rest = '';
    for await (const chunk of child.stdout.setEncoding('latin1')) {
      const pieces = `${rest}${chunk}`.split(separator);
      rest = pieces.pop() ?? '';
      yield* pieces;
    }
    if (rest !== '') yield rest;
    const code = await ended;
    if (code !== 0) throw new PlainError(explain(path, said));
  } finally {
    child.kill();
  }
}

function explain(path: string, said: string): string {
  if (/not a git repository/i.test(said)) return `${path} is no git repository.`;
  if (/cannot change to|No such file/i.test(said)) return `There is no folder ${path}.`;
  if (/dubious ownership/i.test(said)) {
    return `Git refuses ${path}, because somebody else owns it: git config --global --add safe.directory ${path} allows it.`;
  }
  const last = said.trim().split('\n').at(-1) ?? '';
  return `Git failed in ${path}${last === '' ? '' : `: ${last}`}.`;
}

/** The whole of a short output, as text. */
export async function gitText(path: string, args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for await (const line of gitLines(path, args)) lines.push(line);
  return decode(lines.join('\n'));
}

/** Bytes as text: what git prints is UTF-8, but for the lines of files. */
export function decode(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
