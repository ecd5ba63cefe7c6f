import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { needs } from '../needs';

const run = promisify(execFile);

/** What pan found out about a model. */
export interface PanRun {
  /** Less the one that the process at the end adds for each end, where there is one. */
  readonly states: number;
  readonly transitions: number;
  /** Names of the assertions that failed. */
  readonly failed: ReadonlySet<string>;
  /** Whether some process can never finish. */
  readonly isStuck: boolean;
  /** What the process at the end printed, a line for each end: `reg_seen=1 copies=0 ..`. */
  readonly ends: readonly string[];
}

/** Whether SPIN and a C compiler are here; what is lacking is said once. */
export function hasSpin(): boolean {
  const isThere = (command: string, flag: string) => spawnSync(command, [flag]).status === 0;
  return needs('spin', isThere('spin', '-V')) && needs('gcc', isThere('gcc', '--version'));
}

/**
 * Translates a model, compiles it and searches all of it.
 *
 * @param withEnds whether a process looks at every end
 */
export async function runPan(text: string, withEnds: boolean): Promise<PanRun> {
  const cwd = mkdtempSync(join(tmpdir(), 'moot-pan-'));
  try {
    writeFileSync(join(cwd, 'model.pml'), text);
    const translated = await run('spin', [...(withEnds ? ['-DENDS'] : []), '-a', 'model.pml'], { cwd });
    if (/error/i.test(translated.stdout)) throw new Error(`SPIN does not take the model:\n${translated.stdout}`);
    await run('gcc', ['-O0', '-w', '-DSAFETY', '-DNOREDUCE', '-DPRINTF', '-o', 'pan', 'pan.c'], { cwd });
    const { stdout } = await run('./pan', ['-c0', '-n', '-w18', '-m20000'], { cwd, maxBuffer: 2 ** 28 });
    return readRun(stdout, withEnds);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function readRun(out: string, withEnds: boolean): PanRun {
  const count = (what: RegExp) => Number(what.exec(out)?.[1] ?? Number.NaN);
  const failed = new Set([...out.matchAll(/assertion violated (\w+)/g)].map((match) => match[1] ?? ''));
  const ends = [...out.matchAll(/\bend (.*)$/gm)]
    .map((match) => match[1]?.trim() ?? '')
    .filter((end) => end.includes('='));
  const incomplete = /max search depth too small|out of memory|Search not completed/.exec(out)?.[0];
  if (incomplete !== undefined) throw new Error(`pan did not search everything: ${incomplete}`);
  const added = withEnds ? ends.length : 0;
  return {
    states: count(/(\d+) states, stored/) - added,
    // pan counts the initial state as one more.
    transitions: count(/(\d+) transitions \(/) - 1 - added,
    failed,
    isStuck: /^pan:\d+: invalid end state/m.test(out),
    ends,
  };
}
