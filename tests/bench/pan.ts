import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How pan is made: fully optimised, every state stored whole, and no reduction, for the explorer has none either. */
const compiler = ['-O3', '-w', '-DSAFETY', '-DNOREDUCE', '-o', 'pan', 'pan.c'];

/** A model that SPIN translated and a C compiler compiled. */
export interface Pan {
  /** CPU nanoseconds that translating and compiling took. */
  readonly built: number;
  /** One search, depth first, to the end. */
  search(): { readonly states: number; readonly transitions: number; readonly cpu: number };
  remove(): void;
}

/** Whether SPIN and a C compiler are here. */
export function canBuildPan(): boolean {
  return [
    ['spin', '-V'],
    ['gcc', '--version'],
  ].every(([command = '', flag = '']) => spawnSync(command, [flag]).status === 0);
}

/** What a command wrote, and the CPU nanoseconds that it took: user and system, as the shell counts them. */
export function timed(cwd: string, command: string, args: readonly string[]): { out: string; cpu: number } {
  const { stdout, status } = spawnSync('sh', ['-c', '"$@"; code=$?; times; exit $code', 'sh', command, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stdout.slice(0, 2000)}`);
  const lines = stdout.trimEnd().split('\n');
  const seconds = [...(lines.pop() ?? '').matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => 60 * Number(minutes) + Number(rest),
  );
  lines.pop();
  return { out: lines.join('\n'), cpu: 1e9 * seconds.reduce((sum, one) => sum + one, 0) };
}

/** Builds pan of a Promela model in a folder of its own. */
export function buildPan(model: string): Pan {
  const folder = mkdtempSync(join(tmpdir(), 'moot-bench-pan-'));
  writeFileSync(join(folder, 'model.pml'), model);
  const translated = timed(folder, 'spin', ['-a', 'model.pml']).cpu;
  const compiled = timed(folder, 'gcc', compiler).cpu;
  return {
    built: translated + compiled,
    search() {
      // A table of 4 million slots: of 1 to 16 million, pan is fastest with it.
      const { out, cpu } = timed(folder, './pan', ['-c0', '-n', '-m100000', '-w22']);
      const count = (what: RegExp) => Number(what.exec(out)?.[1]);
      // pan counts the initial state as a transition.
      return { states: count(/(\d+) states, stored/), transitions: count(/(\d+) transitions \(/) - 1, cpu };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
