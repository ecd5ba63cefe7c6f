import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { runBinary } from '#lib/observe/child';
import { compileProgram } from '#lib/observe/compile';
import { startInterpreter } from '#lib/observe/interpreter';
import { runProgram } from '#lib/observe/observation';
import { Unobservable } from '#lib/observe/unobservable';
import { planScenario } from '#lib/reproduce/plan';
import { canCompile } from './here';

const main = join(import.meta.dirname, '..', '..', 'lib', 'cli', 'moot.js');
const text = 'mm tiny\nP: map v = A\nP: read v -> r\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moot-test-observe-'));
  mkdirSync(join(folder, 'tmp'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `moot observe` with a temporary folder and a data folder of its own. */
function observe(
  args: readonly string[],
  { env = {}, input = text }: { env?: Readonly<Record<string, string>>; input?: string } = {},
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [main, 'observe', ...args],
      { env: { ...process.env, NO_COLOR: '1', TMPDIR: join(folder, 'tmp'), MOOT_DATA: join(folder, 'data'), ...env } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until something is so; fails when it is not after ten seconds. */
async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 200) throw new Error('it never came about');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.skipIf(!canCompile)('a program that runs', () => {
  it('is killed with all that it started when its time is up', async () => {
    const program = `#include <stdio.h>
#include <unistd.h>
int main(void) { pid_t pid = fork(); if (pid > 0) { printf("%d\\n", (int)pid); fflush(stdout); } for (;;) ; }`;
    const binary = await compileProgram(program);
    const { out, isTimedOut, signal } = await runBinary(binary, 2000);
    binary.close();
    expect([isTimedOut, signal]).toEqual([true, 'SIGKILL']);
    const pid = Number(out.trim());
    expect(pid).toBeGreaterThan(1);
    await until(() => !isAlive(pid));
  });

  it('and says so, or what it ended with', async () => {
    expect(await runProgram('int main(void) { for (;;) ; }', 300)).toBe(
      'the program did not end within 0.3 s and was killed',
    );
    expect(await runProgram('int main(void) { return 7; }', 60_000)).toBe(
      'the program ended with code 7 and no answer',
    );
    expect(await runProgram('#include <stdlib.h>\nint main(void) { abort(); }', 60_000)).toContain('SIGABRT');
  });

  it('is not run when it does not compile, and the complaint is told', async () => {
    await expect(compileProgram('int main(void) { return x; }')).rejects.toThrow(/did not compile the program: .*‘?x/);
  });

  it('reads plans until it is killed, and then says that it was', async () => {
    const interpreter = await startInterpreter();
    const { scenario } = mm.parse(text);
    const plan = planScenario(scenario!, mm, 'base');
    if ('cannot' in plan) throw new Error(plan.cannot);
    expect((await interpreter.play(plan)).registers).toEqual({ r: 'A' });
    interpreter.stop();
    await expect(interpreter.play(plan)).rejects.toThrow(Unobservable);
  });

  it('is killed when it does not answer in time', async () => {
    const program = '#include <unistd.h>\nint main(void) { for (;;) pause(); }';
    const interpreter = await startInterpreter({ program, limitMs: 100 });
    const { scenario } = mm.parse(text);
    const plan = planScenario(scenario!, mm, 'thp');
    if ('cannot' in plan) throw new Error(plan.cannot);
    await expect(interpreter.play(plan)).rejects.toThrow('it was killed');
  });
});

describe.skipIf(!canCompile)('moot observe', () => {
  it('prints a table and leaves nothing behind', async () => {
    const { code, out, err } = await observe(['-', '--kind', 'base']);
    expect([code, err.includes('recorded')]).toEqual([0, true]);
    expect(out).toMatch(/^scenario +kind +observed +model\n- +base +r=A +r=A +agrees\n\n\S+: 1 agree, 0 differ/);
    expect(readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('moot-observe'))).toEqual([]);
  });

  it('prints JSON with the program, the machine and both outcomes', async () => {
    const { out } = await observe(['-', '--json', '--kind', 'base', '--no-save']);
    expect(JSON.parse(out)).toMatchObject({
      scenario: '-',
      kind: 'base',
      word: 'agrees',
      observed: { r: 'A' },
      model: [{ r: 'A' }],
      facts: { thp: expect.any(String) },
      programHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('exits with 1 where the model says something else, and names both', async () => {
    const lines = 'P: map v = A\nP: fork C\nC: vmsplice v -> h\nC: munmap v\nP: write v = B\nC: read h -> r';
    const { code, out } = await observe(['-', '--policy', 'A1', '--kind', 'base'], { input: `mm attack\n${lines}\n` });
    expect(code).toBe(1);
    expect(out).toContain('r=A       r=B    differs: the model ends with r=B');
  });

  it('takes away what a run left that was killed outright', async () => {
    const gone = spawn('true');
    await new Promise((resolve) => gone.once('close', resolve));
    mkdirSync(join(folder, 'tmp', `moot-observe-${gone.pid}-left`));
    mkdirSync(join(folder, 'tmp', `moot-observe-${process.pid}-alive`));
    await observe(['-', '--kind', 'base', '--no-save']);
    expect(readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('moot-observe'))).toEqual([
      `moot-observe-${process.pid}-alive`,
    ]);
  });

  it('ends its programs when it is killed in the middle of them', async () => {
    const env = { ...process.env, TMPDIR: join(folder, 'tmp'), MOOT_DATA: join(folder, 'data') };
    const child = spawn(process.execPath, [main, 'observe', '--random', '1000000'], { env, stdio: 'ignore' });
    const players = () =>
      readdirSync('/proc').flatMap((name) => {
        const pid = Number(name);
        return Number.isInteger(pid) && parentOf(pid) === child.pid ? [pid] : [];
      });
    await until(() => players().some((pid) => isPlayer(pid)));
    const played = players().filter((pid) => isPlayer(pid));
    child.kill('SIGKILL');
    await until(() => played.every((pid) => !isAlive(pid)));
    expect(played.length).toBeGreaterThan(0);
  });

  it('says plainly what it cannot use', async () => {
    const noCompiler = join(folder, 'bin');
    mkdirSync(noCompiler);
    symlinkSync(process.execPath, join(noCompiler, 'node'));
    const missing = await observe(['-', '--kind', 'base'], { env: { PATH: noCompiler } });
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain('There is no C compiler: expected gcc, cc, clang in one of the folders of PATH.\n');
    expect((await observe(['--random', 'many'])).err).toBe('--random is "many", expected a whole number from 1 on.\n');
    expect((await observe(['--random', '3', 'vmsplice-unmap'])).err).toContain('name no scenario');
    expect((await observe(['-', '--kind', 'gigantic'])).err).toContain('expected base, thp, hugetlb');
    expect((await observe(['-', '--policy', 'A99'])).err).toContain('no policy or kernel "A99"');
    expect((await observe(['-'], { input: 'mm x\nP: mapp v\n' })).code).toBe(2);
  });
});

/** Parent of a process, from /proc; 0 where it is gone. */
function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? 0);
}

function isPlayer(pid: number): boolean {
  return readProc(pid, 'cmdline').startsWith('moot-observe');
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
