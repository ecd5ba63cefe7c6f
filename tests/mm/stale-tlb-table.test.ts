import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import type { Replay } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { readScenarioFiles } from './files';

/**
 * Three orders of steps on several CPUs, under each way to protect and each COW rule that it was thought of with: worked
 * out by hand from kernel trees and patches, before this model was written.
 */
const table = [
  ['B0+A1', 'OK (reuse)', 'OK (reuse)', 'stale store before the ioctl returns'],
  ['B0+A2', 'OK (reuse)', 'OK (reuse)', 'stale store before the ioctl returns'],
  ['B0+A4', 'LOST WRITE (copy)', 'LOST WRITE (copy)', 'stale store before the ioctl returns'],
  ['B0+A5a', 'LOST WRITE (copy)', 'LOST WRITE (copy)', 'stale store before the ioctl returns'],
  ['B1a+A4', 'OK (copy)', 'OK (copy)', 'faults before the ioctl returns'],
  ['B1+A4', 'OK (no fault)', 'OK (copy)', 'faults before the ioctl returns'],
  ['B2+A4', 'LOST WRITE (copy)', 'OK (copy)', 'stale store before the ioctl returns'],
  ['B3+A4', 'OK (reuse)', 'OK (reuse)', 'stale store before the ioctl returns'],
  ['B4+A5', 'OK (copy)', 'OK (copy)', 'stale store before the ioctl returns'],
  ['B4+A7', 'OK (reuse)', 'OK (reuse)', 'stale store before the ioctl returns'],
  ['B5+A7', 'OK (reuse)', 'OK (reuse)', 'stale store before the ioctl returns'],
  ['B6+A4', 'OK (copy)', 'OK (copy)', 'faults before the ioctl returns'],
] as const;

function scenarioOf(row: string): Scenario {
  const scenario = readScenarioFiles().find((one) => one.tableRow === row)?.scenario;
  if (scenario === undefined) throw new Error(`no scenario is for ${row}`);
  return scenario;
}

/**
 * Plays an order of actors. Who must wait lets another go first: one that holds a lock, which is who protects (P) or
 * unprotects (F), else whoever stands next in the order and can. What is left over is played to its end.
 */
function inOrder(scenario: Scenario, policy: string, order: string): Replay {
  let wanted = order.split('');
  let schedule = '';
  for (;;) {
    const replay = mm.replay(scenario, policy, schedule);
    if (replay.problem !== null) throw new Error(replay.problem);
    const open = (replay.frames.at(-1)?.choices ?? []).filter((choice) => choice.disabled === null);
    const codes = open.map((choice) => choice.code).filter((code) => code.length === 1);
    const isFree = codes.includes(wanted[0] ?? '');
    const holds = wanted.findIndex((code) => 'PF'.includes(code) && codes.includes(code));
    const at = isFree ? 0 : holds === -1 ? wanted.findIndex((code) => codes.includes(code)) : holds;
    const next = at === -1 ? codes[0] : wanted[at];
    if (next === undefined) return replay;
    if (at !== -1) wanted = wanted.filter((_, index) => index !== at);
    schedule += next;
  }
}

const said = (replay: Replay, actor: string) =>
  replay.frames.flatMap(({ step }) => (step?.actor === actor ? [step.step] : []));
const isBroken = (replay: Replay, name: string) => replay.frames.some((frame) => frame.broken.includes(name));

/** What became of the store by which the second thread faults, in the table's words. */
function inWords(replay: Replay): string {
  const steps = said(replay, 'P.second');
  const how = steps.some((step) => step.startsWith('map the copy'))
    ? 'copy'
    : steps.some((step) => step.startsWith('write fault') && step.includes('reuse'))
      ? 'reuse'
      : 'no fault';
  return `${isBroken(replay, 'lost-write') ? 'LOST WRITE' : 'OK'} (${how})`;
}

describe('one order of steps', () => {
  // P maps, registers, unprotects; S stores and faults, copies; T stores; S installs; P flushes.
  const unprotect = scenarioOf('S30');
  // The same behind a protect by P and an unprotect by F.
  const both = scenarioOf('S31');
  // P protects; S stores; M reads the message and the page; T stores; P flushes.
  const protect = scenarioOf('S32');

  for (const [policy, first, second, third] of table) {
    it(`${policy}: unprotect alone is ${first}`, () =>
      expect(inWords(inOrder(unprotect, policy, 'PPTKPSSTSP'))).toBe(first));
    it(`${policy}: protect, then unprotect is ${second}`, () =>
      expect(inWords(inOrder(both, policy, 'PPTKPFSSTSFP'))).toBe(second));
    it(`${policy}: protect alone, a message, and a ${third}`, () => {
      const replay = inOrder(protect, policy, 'PPTPSMMTP');
      expect(said(replay, 'P.second')).toContain('userfault (wp): send a message, sleep');
      const isStale = said(replay, 'P.third').some((step) => step.includes('by an old TLB entry'));
      expect(isStale ? 'stale store before the ioctl returns' : 'faults before the ioctl returns').toBe(third);
      expect(isBroken(replay, 'stale-exposure')).toBe(isStale);
      expect(isBroken(replay, 'lost-write')).toBe(false);
    });
  }
});

describe('every order of steps', () => {
  const flush = ['B0', 'B1', 'B1a', 'B2', 'B3', 'B4', 'B5', 'B5r', 'B6'];
  const cow = ['A1', 'A2', 'A2s', 'A3', 'A4', 'A5a', 'A5', 'A6', 'A7', 'A8n'];
  /** Rules under which a passing reference makes a write fault copy a page of one's own. */
  const counts = ['A3', 'A4', 'A5a', 'A5', 'A6'];
  const verdict = (scenario: Scenario, policy: string, name: string) =>
    runPolicy(mm, scenario, policy, defaultBounds).properties.find((one) => one.name === name)?.verdict;

  for (const b of flush)
    it(`${b}: a store is lost only where the rule counts and nothing makes the fault wait or flush`, () => {
      for (const a of cow) {
        const mayCopy = counts.includes(a);
        const policy = `${b}+${a}`;
        const first = mayCopy && ['B0', 'B2'].includes(b) ? 'violated' : 'holds';
        expect([policy, verdict(scenarioOf('S30'), policy, 'lost-write')]).toEqual([policy, first]);
        const second = mayCopy && b === 'B0' ? 'violated' : 'holds';
        expect([policy, verdict(scenarioOf('S31'), policy, 'lost-write')]).toEqual([policy, second]);
        const third = ['B1', 'B1a', 'B6'].includes(b) ? 'holds' : 'violated';
        expect([policy, verdict(scenarioOf('S32'), policy, 'stale-exposure')]).toEqual([policy, third]);
      }
    });

  it('clear_refs loses a store where the rule counts and the mmap lock is taken for reading', () => {
    for (const a of cow) {
      const isLost = ['A3', 'A4'].includes(a);
      expect([a, verdict(scenarioOf('S33'), a, 'lost-write')]).toEqual([a, isLost ? 'violated' : 'holds']);
    }
  });

  it('no store is lost where nobody holds a passing reference', () => {
    const scenario = readScenarioFiles().find((one) => one.slug === 'unprotect-and-stale-tlb-alone')?.scenario;
    if (scenario === undefined) throw new Error('the scenario is missing');
    for (const b of flush) for (const a of cow) expect(verdict(scenario, `${b}+${a}`, 'lost-write')).toBe('holds');
  });
});
