import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Line, round } from './measure.ts';

const root = join(import.meta.dirname, '..', '..');

/** Wall seconds of `moot check` of a folder, process start included. */
function check(folder: string, data: string): number {
  const started = performance.now();
  execFileSync(process.execPath, [join('lib', 'cli', 'moot.js'), 'check', '--content', folder], {
    cwd: root,
    env: { ...process.env, MOOT_DATA: data },
    stdio: 'ignore',
  });
  return round((performance.now() - started) / 1000, 2);
}

/** `moot check` of the whole corpus: nothing known, which is the baseline; nothing changed since; one page of prose changed. */
export async function* benchCheck(): AsyncIterable<Line> {
  const home = mkdtempSync(join(tmpdir(), 'moot-bench-'));
  try {
    const folder = join(home, 'content');
    cpSync(join(root, 'content'), folder, { recursive: true });
    const whole = check(folder, home);
    yield { bench: 'check', what: 'nothing known', figure: whole, unit: 's', target: 60 };
    const again = Math.min(...Array.from({ length: 3 }, () => check(folder, home)));
    yield { bench: 'check', what: 'nothing changed', figure: again, unit: 's', baseline: whole, target: 2 };
    appendFileSync(join(folder, 'guide', 'model.md'), '\nOne line more.\n');
    const prose = check(folder, home);
    yield { bench: 'check', what: 'one page changed', figure: prose, unit: 's', baseline: whole };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
