import { spawn } from 'node:child_process';
import { accessSync, chmodSync, closeSync, constants, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Unobservable } from '#lib/observe/unobservable';
import { inWorkshop } from '#lib/observe/workshop';

const compilers = ['gcc', 'cc', 'clang'];
const LIMIT_MS = 60_000;

/** Path of the first C compiler in `path` (as in the environment's PATH); undefined when there is none. */
export function findCompiler(path = process.env.PATH ?? ''): string | undefined {
  for (const folder of path.split(delimiter))
    for (const name of compilers) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // The next one.
      }
    }
  return undefined;
}

/** A compiled program: an open file whose name is gone, so that nothing is left when we are killed. */
export interface Binary {
  readonly fd: number;
  close(): void;
}

/** Compiles C text. Throws Unobservable without a compiler, or with what it complained of. */
export function compileProgram(text: string): Promise<Binary> {
  const compiler = findCompiler();
  if (compiler === undefined)
    throw new Unobservable(`There is no C compiler: expected ${compilers.join(', ')} in one of the folders of PATH.`);
  return inWorkshop(async (folder) => {
    const file = join(folder, 'program');
    const child = spawn(compiler, ['-O1', '-pthread', '-x', 'c', '-', '-o', file], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, TMPDIR: folder, LC_ALL: 'C' },
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    child.stdin.on('error', () => {
      // It ended before it read all: its exit code says so.
    });
    child.stdin.end(text);
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null));
      child.once('close', resolve);
    });
    if (code !== 0) throw new Unobservable(`${compiler} did not compile the program: ${firstLines(complaint)}`);
    chmodSync(file, 0o755);
    const fd = openSync(file, 'r');
    return { fd, close: () => closeSync(fd) };
  });
}

function firstLines(text: string): string {
  return text.trim().split('\n').slice(0, 3).join(' ') || 'it said nothing';
}
