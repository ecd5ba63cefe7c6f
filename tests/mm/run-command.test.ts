import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Runs `moot run` in a process of its own; text goes to its standard input. */
function moot(args: readonly string[], text = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const argv = ['--import', 'tsx', join(import.meta.dirname, 'run-process.ts'), 'run', ...args];
    const child = execFile(
      process.execPath,
      argv,
      { cwd: root, env: { ...process.env, NO_COLOR: '1' } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
    child.stdin?.end(text);
  });
}

describe('moot run', () => {
  it('prints JSON with every policy that was asked for, and is content when all is as expected', async () => {
    const { code, out } = await moot(['vmsplice-unmap', '--policy', 'A1,A3', '--kind', 'base', '--json']);
    expect(code).toBe(0);
    const run = JSON.parse(out);
    expect(run).toMatchObject({ scenario: 'vmsplice-unmap', engine: 'mm-3' });
    expect(run.runs.map((one: { policy: string; verdict: string }) => [one.policy, one.verdict])).toEqual([
      ['A1', 'violated'],
      ['A3', 'holds'],
    ]);
    expect(run.runs[0].properties[0]).toMatchObject({ name: 'missed-cow', schedule: 'PPCCPPC', vacuous: false });
    expect(run.runs[0].properties[0].trace).toHaveLength(7);
  });

  it('reads standard input, and says where a text is wrong', async () => {
    const { code, err, out } = await moot(['-'], 'mm x\nP: map v = A\nP: wrote v = B\n');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^<stdin>:3:4: found `wrote`, expected `map`/m);
  });

  it('places errors of a Markdown file by the lines of the file, and exits with 1 when a verdict differs', async () => {
    const text =
      '# Title\n\n```scenario\nmm x\nP: map v = A\nP: read v -> r\nfinally r = A\nexpect A1: violated\n```\n';
    const { code, err } = await moot(['-', '--policy', 'A1'], text);
    expect(code).toBe(1);
    expect(err).toContain('<stdin>:8:1: A1: expected violated, the run says holds');
  });

  it('ends quietly when whoever reads it has seen enough', async () => {
    const main = join(root, 'lib', 'cli', 'moot.js');
    const child = spawn(process.execPath, [main, 'run', 'vmsplice-unmap', 'pin-before-fork', '--json'], { cwd: root });
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, err]).toEqual([0, '']);
  });

  it('takes kernels and combinations, on the kinds of page that are asked for, and all that apply otherwise', async () => {
    const some = await moot(['vmsplice-unmap', '--policy', '5.13, 5.12.1,B0+A5', '--kind', 'thp,base', '--json']);
    expect(some.err).toContain('note: 5.13 is played as 5.12, the last change of a rule before it\n');
    expect(
      JSON.parse(some.out).runs.map((one: Record<string, string>) => [one.policy, one.kernel, one.kind, one.verdict]),
    ).toEqual([
      ['5.12', '5.12', 'base', 'holds'],
      ['5.12', '5.12', 'thp', 'violated'],
      ['B0+A5', null, 'base', 'holds'],
      ['B0+A5', null, 'thp', 'violated'],
    ]);
    const all = await moot(['vmsplice-unmap', '--json']);
    const { runs } = JSON.parse(all.out);
    const kinds = new Set(runs.map((one: { kind: string }) => one.kind));
    expect([...kinds]).toEqual(['base', 'thp', 'hugetlb']);
    expect(runs.map((one: { verdict: string }) => one.verdict)).not.toContain('not applicable');
    expect((await moot(['vmsplice-unmap', '--kind', 'pud'])).err).toContain('is not played on "pud"');
    expect((await moot(['vmsplice-unmap', '--policy', '5.12'])).out).toMatch(/5\.12 A5, B4, C1, D0 {2}thp +violated/);
  });

  it('says unknown when a bound stops it, and refuses what it cannot use', async () => {
    const bounded = await moot(['vmsplice-unmap', '--policy', 'A3', '--max-states', '5']);
    expect(bounded.code).toBe(1);
    expect(bounded.out).toContain('unknown');
    expect((await moot(['vmsplice-unmap', '--policy', 'A9'])).err).toContain('no policy "A9"');
    expect((await moot(['no-such-scenario'])).code).toBe(2);
    expect((await moot(['content'])).err).toContain('neither an id of content/scenarios nor a file');
    expect((await moot(['vmsplice-unmap', '--max-states', 'many'])).code).toBe(2);
  });
});
