import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, '..', '..', 'lib', 'cli', 'moot.js');

function reproduce(args: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [main, 'reproduce', ...args],
      { env: { ...process.env, NO_COLOR: '1' } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

const racing = `mm racing

P: map v = OLD
P: fork C

concurrently
C: vmsplice v -> pipe
C: munmap v
C: read pipe -> seen
P: write v = SECRET

never missed-cow
`;

describe('moot reproduce', () => {
  it('prints the order of the shortest counterexample under a policy, and says so', async () => {
    const { code, out } = await reproduce(['-', '--policy', 'A1'], racing);
    expect(code).toBe(0);
    expect(out).toContain('in the order of the shortest schedule that breaks missed-cow under A1 (PPCCPPC)');
    const lines = [...out.matchAll(/\.text = "([A-Z]: [^"]+)"/g)].map((match) => match[1]);
    expect(lines.slice(2)).toEqual([
      'C: vmsplice v -> pipe',
      'C: munmap v',
      'P: write v = SECRET',
      'C: read pipe -> seen',
    ]);
  });

  it('prints the order of a schedule, and of a text that has one', async () => {
    const { out } = await reproduce(['-', '--schedule', 'PPP', '--json', '--kind', 'thp'], racing);
    expect(JSON.parse(out)).toMatchObject({ kind: 'thp', why: 'the order of schedule PPP' });
    expect(JSON.parse(out).order).toContain('P: write v = SECRET\nC: vmsplice v -> pipe');
    const plain = await reproduce(['-'], 'mm plain\nP: map v = A\nP: read v -> r\nfinally r = A\n');
    expect(plain.out).toContain('in the order of its text');
  });

  it('says in a sentence what it cannot do, with the step', async () => {
    const said = async (args: readonly string[], text: string) => {
      const { code, out, err } = await reproduce(args, text);
      expect([code, out]).toEqual([2, '']);
      return err;
    };
    expect(await said(['-'], racing)).toMatch(/lines that run concurrently: say --schedule LETTERS, or --policy ID/);
    expect(await said(['-', '--policy', 'A8'], racing)).toContain('nothing is violated under A8 (base pages)');
    expect(await said(['-', '--policy', 'A77'], racing)).toContain('no policy or kernel "A77"');
    expect(await said(['-', '--schedule', 'PPX'], racing)).toContain('expected the letter of an actor');
    // The store has decided to copy, and C takes its reference before the copy is installed.
    expect(await said(['-', '--schedule', 'PPPCP', '--policy', 'A3'], racing)).toContain(
      '`P: write v = SECRET`: in step 4 of the schedule `C: vmsplice v -> pipe` runs inside it',
    );
    const pinned = 'mm pinned\nP: map v = A\nP: pin read v -> h\nP: read h -> r\nfinally r = A\n';
    expect(await said(['-'], pinned)).toContain(
      '- cannot be played: `P: pin read v -> h`: no system call takes a pin for reading that lasts',
    );
    expect(await said(['-', '--kind', 'tiny'], racing)).toContain('expected base, thp, hugetlb');
  });
});
