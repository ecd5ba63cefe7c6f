import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { readScenarioFiles } from './files';

/**
 * What each COW policy allows where the order decides, worked out by hand from kernel trees and patches: `WRONG` when
 * every order parts pin and process, or `RACE` when some do, or `OK`. A column that is not there equals that of `sameAs`.
 */
const columns = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'P2', 'P3', 'P4'] as const;
const sameAs: Readonly<Record<string, (typeof columns)[number]>> = {
  A2s: 'A2',
  A5a: 'A5',
  A7f: 'A7',
  A7w: 'A7',
  A8: 'A7',
  A8n: 'A7',
  A8m: 'A7',
  P1: 'A2',
  P5: 'A2',
};

const table: Readonly<Record<string, readonly string[]>> = {
  // Pin test of io_uring_swap: none in A1 and A2, which do not need one; racy in A5 and A6; asked again in A7.
  S15c: ['OK', 'OK', 'RACE', 'RACE', 'RACE', 'RACE', 'OK', 'RACE', 'OK', 'OK'],
  // No pin test at fork up to A3; the window in A4; closed by write_protect_seq in A5, on which P2 to P4 stand.
  S22: ['RACE', 'RACE', 'RACE', 'RACE', 'OK', 'OK', 'OK', 'OK', 'OK', 'OK'],
};

describe('the table of races', () => {
  const all = readScenarioFiles();
  for (const [row, cells] of Object.entries(table))
    for (const { id, family } of mm.policies) {
      if (family !== 'cow-reuse') continue;
      it(`${row} under ${id}`, () => {
        const scenario = all.find((one) => one.tableRow === row)?.scenario;
        if (scenario === undefined) throw new Error(`no scenario is for ${row}`);
        const run = runPolicy(mm, scenario, id, defaultBounds);
        const isBroken = run.properties.some(({ name, verdict }) => name === 'wrong-cow-pin' && verdict === 'violated');
        const isFine = run.outcomes.some(({ registers }) => registers.pin === registers.mm);
        const word = !isBroken ? 'OK' : isFine ? 'RACE' : 'WRONG';
        expect(word).toBe(cells[columns.findIndex((column) => column === (sameAs[id] ?? id))]);
      });
    }

  it('parts pin and process under A4 only when the pin comes between the two halves of fork', () => {
    const scenario = scenarioOf('fork-and-fast-pin');
    const broken = (schedule: string) =>
      mm.replay(scenario, 'A4', schedule).frames.some((frame) => frame.broken.includes('wrong-cow-pin'));
    // P looks for pins, S walks, takes and looks again, P shares; then P stores.
    expect(broken('PPSSSPPPPPPPP')).toBe(true);
    expect(broken('PSSSPPPPPPP')).toBe(false);
  });

  it('lets a pin go under A5, or not even begin, when fork has raised its count', () => {
    const scenario = scenarioOf('fork-and-fast-pin');
    const said = (schedule: string) => mm.replay(scenario, 'A5', schedule).frames.at(-1)?.step?.step ?? '';
    expect(said('PSPSS')).toContain('a fork began meanwhile, drop F0');
    expect(said('PPS')).toContain('a fork is under way');
    expect(said('PSSS')).toContain('keep F0');
  });
});

describe('a lockless look-up that fails', () => {
  const scenario = scenarioOf('fast-lookup-of-a-freed-page');
  it('cannot take a free page', () => {
    // P maps, S reads the PTE, P drops the page, S tries.
    const { frames } = mm.replay(scenario, 'A4', 'PSPS');
    expect(frames.at(-1)?.step?.step).toContain('F0 is free by now');
    expect(frames.at(-1)?.cells.find((cell) => cell.name === 'seen')).toBeUndefined();
  });
  it('has a reference on a stranger’s page for a moment, and everybody sees it', () => {
    // Q maps the frame that P gave back, and then S takes its reference.
    const { frames } = mm.replay(scenario, 'A4', 'PSPQS');
    const cells = new Map(frames.at(-1)?.cells.map((cell) => [cell.name, cell.value]));
    expect(cells.get('F0.count')).toBe('2');
    expect(cells.get('F0.held by')).toBe('map:Q, gup:P.second');
  });
});

function scenarioOf(slug: string) {
  const file = readScenarioFiles().find((one) => one.slug === slug);
  if (file === undefined) throw new Error(`${slug} is missing`);
  return file.scenario;
}
