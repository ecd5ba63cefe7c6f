import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import type { Binary } from '#lib/observe/compile';

/** `nobody`: whom a program runs as when we are root. */
const NOBODY = 65_534;

/**
 * Starts a program, without privileges unless `asRoot` keeps them, as the leader of a process group of its own; `kill` ends
 * the whole group.
 */
export function startBinary(
  binary: Binary,
  input: 'pipe' | 'ignore',
  asRoot: boolean,
): { child: ChildProcess; kill: () => void } {
  const dropsRoot = process.getuid?.() === 0 && !asRoot;
  // The child's third descriptor is the file: it has no name to be run by.
  const options: SpawnOptions = {
    argv0: 'moot-observe',
    stdio: [input, 'pipe', 'pipe', binary.fd],
    detached: true,
    cwd: '/',
    ...(dropsRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  };
  const child = spawn('/proc/self/fd/3', [], options);
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group is gone.
    }
  };
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  return { child, kill };
}

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly isTimedOut: boolean;
}

/** Runs a program to its end, or to `limitMs`: then its whole process group is killed. */
export function runBinary(binary: Binary, limitMs: number, asRoot = false): Promise<Ended> {
  const { child, kill } = startBinary(binary, 'ignore', asRoot);
  let [out, err, isTimedOut] = ['', '', false];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const timer = setTimeout(() => {
    isTimedOut = true;
    kill();
  }, limitMs);
  return new Promise((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      clearTimeout(timer);
      // Whoever of the group still runs has lost its director.
      kill();
      resolve({ code, signal, out, err, isTimedOut });
    };
    child.once('error', (error) => {
      err += error.message;
      end(null, null);
    });
    child.once('close', end);
  });
}
