import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScenarioFiles } from './files';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'moot-own-'));

/** Runs a command in a process of its own; text goes to its standard input. */
function moot(args: readonly string[], text = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const argv = [join(root, 'lib', 'cli', 'moot.js'), ...args];
    const options = { cwd: root, env: { ...process.env, NO_COLOR: '1' } };
    const child = execFile(process.execPath, argv, options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
    child.stdin?.end(text);
  });
}

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const lax = 'policy lax like A4\nat write fault: reuse when mapcount = 1\n';

describe('moot run', () => {
  it('plays the policies of a text with the others, and holds them to what the text expects of them by name', async () => {
    const text = (verdict: string) =>
      `mm x\n${lax}P: map v = OLD\nP: fork C\nC: get read v -> pipe\nC: munmap v\nP: write v = NEW\nC: read pipe -> seen\nnever missed-cow\nexpect all: holds\nexpect lax: ${verdict}\n`;
    const asExpected = await moot(['run', '-', '--policy', 'lax,A4', '--kind', 'base'], text('violated missed-cow'));
    expect(asExpected).toMatchObject({ code: 0, err: '' });
    expect(asExpected.out).toMatch(/^= lax like A4 +violated .* missed-cow$/m);
    expect(asExpected.out).toContain('lax asks “reuse when mapcount = 1” (mapcount 1), so it reuses F0');
    const other = await moot(['run', '-', '--kind', 'base'], text('holds'));
    expect(other.code).toBe(1);
    expect(other.err).toContain('<stdin>:12:1: lax: expected holds, the run says violated\n');
    expect(other.out).toMatch(/^= A8m/m);
  });

  it('takes policies from a file of their own, and says where that is wrong', async () => {
    const { code, out } = await moot([
      'run',
      'vmsplice-unmap',
      '--own',
      fileOf('a.policy', lax),
      '--policy',
      'lax',
      '--kind',
      'base',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out).runs).toMatchObject([{ policy: 'lax', verdict: 'violated' }]);
    const wrong = fileOf('b.policy', '# mine\npolicy lax like A4\nat write fault: reuse when mapcnt = 1\n');
    const failed = await moot(['run', 'vmsplice-unmap', '--own', wrong]);
    expect([failed.code, failed.out]).toEqual([2, '']);
    expect(failed.err).toContain(`${wrong}:3:28: nothing to look at is called \`mapcnt\` at write fault, expected`);
    const missing = await moot(['run', 'vmsplice-unmap', '--own', join(folder, 'none')]);
    expect([missing.code, missing.err]).toEqual([2, expect.stringMatching(/^Cannot read .*none/m)]);
  });
});

describe('moot check --own', () => {
  it('judges every scenario on every kind of page, beside the policy that the rule is like', async () => {
    const { code, out } = await moot(['check', '--own', fileOf('c.policy', lax)]);
    expect(code).toBe(1);
    expect(out).toMatch(/^lax, like A4$/m);
    expect(out).toMatch(/^- vmsplice-unmap +base +holds +violated +1 -> 0\.\.1 +missed-cow; never seen = SECRET$/m);
    expect(out).toMatch(/^\+ pin-swapout +base +violated +holds/m);
    expect(out).toMatch(/^ {2}vmsplice-unmap +hugetlb +violated +violated/m);
    const scenarios = new Set(
      out.split('\n').flatMap((line) => /^[-+!~ ] (\S+) +(?:base|thp|hugetlb) /.exec(line)?.[1] ?? []),
    );
    expect([...scenarios].sort()).toEqual(
      readScenarioFiles()
        .map(({ slug }) => slug)
        .sort(),
    );
  });

  it('is content with a rule that changes nothing, and gives JSON', async () => {
    const { code, out } = await moot([
      'check',
      '--json',
      '--own',
      fileOf('d.policy', 'policy same like A4\nset foll_force dirty\npolicy again like same\n'),
    ]);
    expect(code).toBe(0);
    const { policies } = JSON.parse(out);
    expect(policies).toMatchObject([
      { policy: 'same', like: 'A4' },
      { policy: 'again', like: 'same' },
    ]);
    const turns = policies.flatMap(({ rows }: { rows: { turn: string }[] }) => rows.map(({ turn }) => turn));
    expect(new Set(turns)).toEqual(new Set(['same']));
  });

  it('ends with 2 where the file cannot be read', async () => {
    const { code, err } = await moot(['check', '--own', fileOf('e.policy', 'policy x like nothing\n')]);
    expect(code).toBe(2);
    expect(err).toMatch(/e\.policy:1:15: found `nothing`/);
  });
});
