import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { cowPolicies as policies } from '#lib/mm/policies';
import type { Scenario } from '#lib/scenario/scenario';
import { defaultBounds, runPolicy } from '#lib/simulators';

const read = (text: string): Scenario => {
  const { scenario, issues } = mm.parse(`mm x\n${text}`);
  if (scenario === undefined) throw new Error(issues.map((issue) => issue.message).join('; '));
  return scenario;
};
const times = (length: number, line: (index: number) => string) =>
  Array.from({ length }, (_, index) => line(index)).join('');

describe('a scenario that is larger than the model', () => {
  it.each([
    ['processes', `P: map v = A\n${times(20, (at) => `P: fork C${at}\n`)}`, /21 processes, the model holds 8/],
    ['actors', `P: map v = A\n${times(30, (at) => `P.t${at}: read v\n`)}`, /31 actors, a schedule has letters for 26/],
    ['steps', `P: map v = A\n${'P: read v\n'.repeat(20_000)}`, /20001 steps, the model holds 1000/],
  ])('in %s is unknown, and says why', (_, text, bound) => {
    const scenario = read(`${text}never missed-cow\nreach mapcount(P:v) = 7\n`);
    for (const policy of ['A1', 'A7']) {
      const run = runPolicy(mm, scenario, policy, { maxStates: 2000, maxCountedStates: 0 });
      expect(run.verdict).toBe('unknown');
      expect(run.bound).toMatch(bound);
      expect(run.properties.map((one) => one.verdict)).toEqual(['unknown', 'unknown']);
    }
    expect(() => mm.replay(scenario, 'A1', 'PPP')).not.toThrow();
  });

  it('in the bits of its state is unknown', () => {
    const forks = times(7, (at) => `P: fork C${at}\n`);
    const run = runPolicy(
      mm,
      read(`${times(980, (at) => `P: map v${at} = A${at}\n`)}P: mprotect ro v0\n${forks}never missed-cow\n`),
      'A1',
      defaultBounds,
    );
    expect([run.verdict, run.bound]).toEqual([
      'unknown',
      expect.stringMatching(/^a state takes \d+ bits, the search holds 65535$/),
    ]);
  });
});

describe('a bound', () => {
  const scenario = read(
    'P: map v = OLD\nP: fork C\nconcurrently\nP: write v = A\nC: write v = B\nC: read v -> r\nnever missed-cow\nalways r = B\nfinally r = B\nreach r = B\nreach r = OLD\n',
  );
  it('makes every word unknown that was not settled before it was met', () => {
    for (let maxStates = 1; maxStates < 56; maxStates++)
      for (const { verdict } of runPolicy(mm, scenario, 'A1', { maxStates, maxCountedStates: 0 }).properties)
        expect(['unknown', 'reached']).toContain(verdict);
    // 54 states with both actors running, before them the start and the mapping: counted by a program of its own.
    const whole = runPolicy(mm, scenario, 'A1', { maxStates: 56, maxCountedStates: 56 });
    expect([whole.states, whole.transitions, whole.schedules]).toEqual([56, 82, '115']);
    expect(whole.properties.map((one) => one.verdict)).toEqual(['holds', 'holds', 'holds', 'reached', 'unreached']);
  });

  it('counts as a program of its own counted: three processes that store, one that reads', () => {
    const text =
      'P: map v = O\nP: fork C\nP: fork G\nconcurrently\nP: write v = A\nC: write v = B\nC: read v -> r\nG: write v = G1\nnever missed-cow\n';
    for (const policy of ['A1', 'A3']) {
      const run = runPolicy(mm, read(text), policy, defaultBounds);
      expect([run.states, run.transitions, run.schedules]).toEqual([468 + 3, 1018 + 3, '85696']);
    }
  });
});

describe('replay', () => {
  const scenario = read('P: map v = OLD\nP: fork C\nconcurrently\nP: write v = A\nC: read v -> r\nnever missed-cow\n');
  it.each([
    'P'.repeat(100_000),
    `P${'9'.repeat(10_000)}`,
    'Z',
    'p',
    '0',
    'C',
    'P-1',
    'P\0',
    '\ud800',
    '😀',
    '__proto__',
    'PP CC',
  ])('of a schedule that does not apply is a sentence: %#', (schedule) => {
    const { problem, frames } = mm.replay(scenario, 'A1', schedule);
    expect(problem).toMatch(/^Step \d+ (does not apply: .+\.|says `.*`, expected the letter of an actor: P, C)$/su);
    expect(frames.length).toBeLessThan(10);
    expect(problem?.length).toBeLessThan(200);
  });

  it('never throws', () => {
    const letters = fc.constantFrom('P', 'C', '0', '1', 'x', '\n', '٣');
    fc.assert(
      fc.property(fc.array(letters), fc.constantFrom(...policies), (text, { id }) => {
        expect(mm.replay(scenario, id, text.join('')).frames.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('threads of one process', () => {
  it('lose no store, whatever reclaim and the child do meanwhile', () => {
    // A page that is unmapped and mapped back under a copy looks as before, and is not: the other thread has stored.
    const scenario = read(
      'kernel K\nP: map v = a\nP: fork C\nconcurrently\nP.x: write v.0 = X\nP.y: write v.1 = Y\nP.y: read v\nC: exit\nK: swapout P:v\nthen\nP: read v -> r\nfinally r = X/Y\n',
    );
    for (const { id } of policies) expect(runPolicy(mm, scenario, id, defaultBounds).verdict, id).toBe('holds');
  });
});

describe('what another process stores', () => {
  it('cannot be missed by one that never was one with it', () => {
    const scenario = read('P: map v = a\nQ: map v = b\nP: write v = c\nQ: read v -> r\nnever missed-cow\n');
    for (const { id } of policies) expect(runPolicy(mm, scenario, id, defaultBounds).verdict, id).toBe('vacuous');
  });

  it('is nobody’s view when a passing reference reads it', () => {
    const text =
      'kernel K\ndevice D\nP: map v = a\nP: fork C\nK: speculate P:v -> s\nP: write v = b\nD: read s -> r\nnever missed-cow\n';
    expect(runPolicy(mm, read(text), 'A1', defaultBounds).verdict).toBe('vacuous');
  });
});
