import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import type { PolicyRun } from '#lib/scenario/run';
import { defaultBounds, runPolicy } from '#lib/simulators';

const columns = ['C0', 'C1e', 'C1', 'C2', 'C3', 'C4', 'C5'] as const;

/**
 * What is marked when userfaultfd fills a page that a fault for reading waits for, worked out by hand from the kernels'
 * source: D the PTE dirty, W the PTE writable, P the page dirty; then what becomes of the contents if reclaim takes the
 * page before anybody stores; then a remark. It was written before this model and knows nothing of it. The columns are
 * those of `columns`; up to 5.6 private copies were dirty only where they may be written.
 */
const served: Readonly<Record<string, readonly string[]>> = {
  'copy, shared rw': ['DW- kept', 'DW- kept', 'DW- kept', 'DWP kept', 'DW- kept', 'DWP kept', '-WP kept sd-trap'],
  'copy, shared ro': [
    '--- LOST',
    '--P kept',
    '--P kept',
    '--P kept',
    'D-- kept anomaly',
    'D-P kept anomaly',
    '--P kept',
  ],
  'copy, anon rw': ['DW- kept', 'DW- kept', 'DW- kept', 'DW- kept', 'DW- kept', 'DW- kept', '-WP kept sd-trap'],
  'copy, anon ro': [
    '--- kept',
    '--- kept',
    'D-- kept anomaly',
    'D-- kept anomaly',
    'D-- kept anomaly',
    'D-- kept anomaly',
    '--P kept',
  ],
  'zero, shared rw': ['DW- kept', 'DW- kept', 'DW- kept', 'DWP kept', 'DW- kept', 'DWP kept', '-WP kept sd-trap'],
  'zero, shared ro': [
    '--- refault',
    '--P kept',
    '--P kept',
    '--P kept',
    'D-- kept anomaly',
    'D-P kept anomaly',
    '--P kept',
  ],
  'continue, shared rw': ['DW- kept', 'DW- kept', 'DW- kept', 'DW- kept', 'DW- kept', 'DW- kept', '-W- kept sd-trap'],
  'continue, shared ro': [
    '--- kept',
    '--- kept',
    '--- kept',
    '--- kept',
    'D-- kept anomaly',
    'D-- kept anomaly',
    '--- kept',
  ],
  'continue, private rw': [
    '--- kept',
    '--- kept',
    '--- kept',
    '--- kept',
    'D-- kept D-on-RO',
    'D-- kept D-on-RO',
    '--- kept',
  ],
  'continue, private ro': ['--- kept', '--- kept', '--- kept', '--- kept', 'D-- kept CVE', 'D-- kept CVE', '--- kept'],
};

/** The same of a fault for writing: all give D and W; a page of the page cache is never writable in a private mapping. */
const servedWrite: Readonly<Record<string, readonly string[]>> = {
  'copy, shared rw': ['DW-', 'DW-', 'DW-', 'DWP', 'DW-', 'DWP', 'DWP'],
  'copy, anon rw': ['DW-', 'DW-', 'DW-', 'DW-', 'DW-', 'DW-', 'DWP'],
  'zero, shared rw': ['DW-', 'DW-', 'DW-', 'DWP', 'DW-', 'DWP', 'DWP'],
  'continue, shared rw': ['DW-', 'DW-', 'DW-', 'DW-', 'DW-', 'DW-', 'DW-'],
  'continue, private rw': ['---', '---', '---', '---', 'D--', 'D--', '---'],
};

const maps: Readonly<Record<string, string>> = {
  'shared rw': 'P: map shared v of F',
  'shared ro': 'P: map shared ro v of F',
  'anon rw': 'P: map v',
  'anon ro': 'P: map v\nP: mprotect ro v',
  'private rw': 'P: map private v of F',
  'private ro': 'P: map private ro v of F',
};

/** Scenario of a cell: a fault, a monitor that serves it, and what `then` does to the page. */
function textOf(cell: string, access: 'read v' | 'write v = W', then: readonly string[]): string {
  const [op = '', mapping = ''] = cell.split(', ');
  const isContinue = op === 'continue';
  return [
    'mm cell',
    ...(then.some((line) => line.startsWith('K:')) ? ['kernel K'] : []),
    // The writer of the page that is continued with left a dirty PTE.
    ...(isContinue ? ['Q: map shared w of F = DATA'] : []),
    maps[mapping],
    `M: uffd register ${isContinue ? 'minor' : 'missing'} P:v`,
    ...then.filter((line) => line.includes('clear_refs')),
    'concurrently',
    `P: ${access}`,
    'M: uffd poll P:v',
    `M: uffd ${op} P:v${op === 'copy' ? ' = DATA' : ''} -> result`,
    'check dirty(P:v) = 1',
    'check writable(P:v) = 1',
    'check page_dirty(P:v) = 1',
    'check result = ok',
    ...(then.length === 0 ? [] : ['then', ...then.filter((line) => !line.includes('clear_refs'))]),
    'never dirty-read-only',
    'never lost-data',
    ...(then.some((line) => line.includes('pagemap')) ? ['never soft-dirty-missed'] : []),
  ].join('\n');
}

function play(text: string, policy: string): PolicyRun {
  const { scenario, issues } = mm.parse(text);
  if (scenario === undefined) throw new Error(`${issues.map((issue) => issue.message).join('; ')}\n${text}`);
  const run = runPolicy(mm, scenario, policy, defaultBounds);
  expect(run.complete, text).toBe(true);
  return run;
}

const isViolated = (run: PolicyRun, name: string) =>
  run.properties.some((property) => property.name.startsWith(name) && property.verdict === 'violated');
/** A check that holds says that the mark is set. */
const mark = (run: PolicyRun, measure: string, letter: string) => (isViolated(run, `check ${measure}`) ? '-' : letter);
const marksOf = (run: PolicyRun) => mark(run, 'dirty', 'D') + mark(run, 'writable', 'W') + mark(run, 'page_dirty', 'P');

/** What becomes of the contents: P looks again, and sleeps where reclaim left a hole. */
function fateOf(cell: string, policy: string): string {
  const looks = cell.startsWith('continue') ? ['Q: read w -> seen', 'M: uffd unregister P:v'] : [];
  const run = play(textOf(cell, 'read v', ['K: swapout P:v', ...looks, 'P: read v -> seenByP']), policy);
  if (isViolated(run, 'lost-data')) return 'LOST';
  if (run.stuck !== null) return 'refault';
  const expected = cell.startsWith('zero') ? '0' : 'DATA';
  for (const { registers } of run.outcomes) {
    expect(registers.seenByP).toBe(expected);
    if ('seen' in registers) expect(registers.seen).toBe(expected);
  }
  return 'kept';
}

/** Whether a store after the fill escapes a soft-dirty tracker. */
function isTrap(cell: string, policy: string): boolean {
  const then = ['K: clear_refs P', 'P: write v = W', 'K: pagemap P:v -> bit'];
  return isViolated(play(textOf(cell, 'read v', then), policy), 'soft-dirty-missed');
}

/** The remark that follows from what the runs show. */
function remarkOf(cell: string, marks: string, policy: string): string {
  const run = play(textOf(cell, 'read v', []), policy);
  const isReadOnly = cell.endsWith('ro');
  expect(isViolated(run, 'dirty-read-only')).toBe(isReadOnly && marks.startsWith('D'));
  if (isReadOnly && marks.startsWith('D')) return cell === 'continue, private ro' ? ' CVE' : ' anomaly';
  if (marks.startsWith('D-')) return ' D-on-RO';
  return !isReadOnly && isTrap(cell, policy) ? ' sd-trap' : '';
}

describe('what userfaultfd marks dirty, as worked out by hand', () => {
  for (const [cell, row] of Object.entries(served))
    for (const [index, policy] of columns.entries())
      it(`${cell}, for a read fault, under ${policy}: ${row[index]}`, () => {
        const run = play(textOf(cell, 'read v', []), policy);
        expect(isViolated(run, 'check result')).toBe(false);
        const marks = marksOf(run);
        expect(`${marks} ${fateOf(cell, policy)}${remarkOf(cell, marks, policy)}`).toBe(row[index]);
      });

  for (const [cell, row] of Object.entries(servedWrite))
    for (const [index, policy] of columns.entries())
      it(`${cell}, for a write fault, under ${policy}: ${row[index]}`, () => {
        const run = play(textOf(cell, 'write v = W', []), policy);
        expect(marksOf(run)).toBe(row[index]);
        expect(isViolated(run, 'check result')).toBe(false);
      });

  it.each(columns)('private memory gets the zero page, read-only and clean, under %s', (policy) => {
    for (const mapping of ['anon rw', 'anon ro']) {
      const run = play(textOf(`zero, ${mapping}`, 'read v', []), policy);
      expect(marksOf(run)).toBe('---');
    }
  });
});
