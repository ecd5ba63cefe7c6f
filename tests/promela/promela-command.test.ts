import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identify } from '#lib/promela/identify';

const root = join(import.meta.dirname, '..', '..');

function moot(args: readonly string[], text = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const argv = ['--import', 'tsx', join(import.meta.dirname, 'promela-process.ts'), 'promela', ...args];
    const child = execFile(process.execPath, argv, { cwd: root }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
    child.stdin?.end(text);
  });
}

describe('moot promela', () => {
  it('writes a model of a scenario under a policy, or under that of a kernel', async () => {
    const { code, out } = await moot(['vmsplice-unmap', '--policy', 'A3']);
    expect(code).toBe(0);
    expect(out).toMatch(/^\/\* mm vmsplice-unmap, policy A3\n/);
    expect(out).toContain('line1: /* vmsplice v -> pipe */');
    const body = (text: string) => text.slice(text.indexOf('*/'));
    const kernel = await moot(['vmsplice-unmap', '--policy', '5.12']);
    const policy = await moot(['vmsplice-unmap', '--policy', 'A5']);
    expect(body(kernel.out)).toBe(body(policy.out));
    expect(body(kernel.out)).toContain('reuse_by_count');
  });

  it('says which line has what it does not cover, and writes nothing', async () => {
    const text = '# Title\n\n```scenario\nmm x\nP: map v = a\nP: mlock v\nnever missed-cow\n```\n';
    const { code, out, err } = await moot(['-', '--policy', 'A3'], text);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe('<stdin>:6:1: step `mlock` is not written in Promela.\n');
  });

  it('refuses what names nothing', async () => {
    const policy = await moot(['vmsplice-unmap', '--policy', 'A99']);
    expect([policy.code, policy.out]).toEqual([2, '']);
    expect(policy.err).toContain('policy A99 has no rules in Promela, expected A1, ');
    const frames = await moot(['vmsplice-unmap', '--policy', 'A3', '--frames', '3']);
    expect([frames.code, frames.err]).toEqual([2, '--frames is "3", expected few or all.\n']);
    const parsed = await moot(['-', '--policy', 'A3'], 'mm x\nP: wrote v = a\n');
    expect([parsed.code, parsed.out]).toEqual([2, '']);
    expect(parsed.err).toContain('<stdin>:2:4: ');
  });
});

describe('identifiers', () => {
  it('are one for each name, whatever the names hold', () => {
    expect(identify('reg', ['a-b', 'a_b', 'a', 'P.two'])).toEqual(['reg_a_b', 'reg_a_b__2', 'reg_a', 'reg_P_two']);
  });
});
