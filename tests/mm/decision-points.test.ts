import { describe, expect, test } from 'vitest';
import { mm } from '#lib/mm/mm';
import { points } from '#lib/mm/own/points';
import { settings } from '#lib/mm/own/settings';
import type { PolicyRun } from '#lib/scenario/run';
import { defaultBounds, runPolicy } from '#lib/simulators';

const leak = mm.parse(`mm leak

P: map v = OLD
P: fork C
C: vmsplice v -> pipe
C: munmap v
P: write v = SECRET
C: read pipe -> seen

never missed-cow
`).scenario!;

const pin = mm.parse(`mm two-writers

device D

P: map v = 0
P: fork C
C: exit
P: pin read longterm v -> buf
P: write v = FF
D: read buf -> pin
P: read v -> own

never wrong-cow-pin
`).scenario!;

const traceOf = (run: PolicyRun) => run.properties[0]?.trace ?? [];

describe('decision points', () => {
  test('have the names that policies of one’s own have for them, and a question each', () => {
    const names = [...points, ...settings].map(({ name }): string => name);
    for (const { id, question } of mm.points) {
      expect(names).toContain(id);
      expect(question).toMatch(/\.$/);
    }
    expect(new Set(mm.points.map(({ id }) => id)).size).toBe(mm.points.length);
    // Every point that looks at something, and every switch that none of those stands for.
    const merged = ['reclaim_tests_pins', 'clear_refs_skips_pinned', 'mprotect_restores_write'];
    expect(mm.points.map(({ id }) => id).toSorted()).toEqual(names.filter((name) => !merged.includes(name)).toSorted());
  });

  test('are answered in words by every policy of their family, and by no other', () => {
    for (const { id, family } of mm.points)
      for (const policy of mm.policies) {
        const answers = mm.answerAt(policy.id, id);
        expect([policy.id, id, answers === undefined]).toEqual([policy.id, id, policy.family !== family]);
        for (const answer of Object.values(answers ?? {})) {
          expect([policy.id, id, answer]).not.toEqual([policy.id, id, '']);
          expect(answer).not.toContain('no words');
        }
      }
    expect(mm.answerAt('A7', 'nonsense')).toBeUndefined();
    expect(mm.answerAt('5.10', 'fork')).toBeUndefined();
  });

  test('are each spoken of by one question of the policies’ pages', () => {
    for (const policy of mm.policies) {
      const spoken = new Set(mm.rulesOf(policy.id).flatMap((rule) => rule.points));
      const own = mm.points.filter(({ family }) => family === policy.family).map(({ id }) => id);
      expect([policy.id, [...spoken].toSorted()]).toEqual([policy.id, own.toSorted()]);
    }
  });
});

describe('a step of a trace', () => {
  test('names what the policy was asked in it', () => {
    const run = runPolicy(mm, leak, 'A1', defaultBounds);
    expect(traceOf(run).map(({ points }) => points)).toEqual([[], ['fork'], ['gup read'], [], ['write fault'], [], []]);
  });

  test('names the same when its schedule is played again', () => {
    const run = runPolicy(mm, leak, 'A1', defaultBounds);
    const replay = mm.replay(leak, 'A1', run.properties[0]?.schedule ?? '');
    expect(replay.frames.flatMap(({ step }) => (step === null ? [] : [step.points]))).toEqual(
      traceOf(run).map(({ points }) => points),
    );
  });

  test('names the point of a huge page where the page is one', () => {
    const run = runPolicy(mm, leak, 'A1', defaultBounds, 'thp');
    expect(traceOf(run).flatMap(({ points }) => points)).toContain('thp write fault');
  });
});

describe('one point answered as another policy does', () => {
  const explore = (policy: string, point: string, as: string, scenario = leak) => {
    const search = mm.exploreAs?.(scenario, policy, { point, as }, defaultBounds);
    while (search?.advance(10_000) === false);
    return search?.result?.properties[0]?.verdict;
  };

  test('turns the verdict that rests on it, and not the others', () => {
    // 5.9 reuses by the count: with the rule before it, the leak is back.
    expect(runPolicy(mm, leak, 'A4', defaultBounds).verdict).toBe('holds');
    expect(explore('A4', 'write fault', 'A1')).toBe('violated');
    expect(explore('A4', 'fork', 'A1')).toBe('holds');
    // 5.19 keeps a pin and its process together by unsharing before the pin.
    expect(runPolicy(mm, pin, 'A7', defaultBounds).verdict).toBe('holds');
    expect(explore('A7', 'gup read', 'A6', pin)).toBe('violated');
    expect(explore('A7', 'swap-in', 'A6', pin)).toBe('holds');
  });

  test('is the policy itself where the answer is its own', () => {
    for (const { id } of mm.points) expect([id, explore('A4', id, 'A4')]).toEqual([id, 'holds']);
  });

  test('is nothing where there is no such point', () => {
    expect(mm.exploreAs?.(leak, 'A4', { point: 'nonsense', as: 'A1' }, defaultBounds)).toBeUndefined();
  });
});
