import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions } from '#lib/mm/actions';
import { resolveKernel } from '#lib/mm/kernels';
import { mm } from '#lib/mm/mm';
import { cowPolicies, deliveryPolicies, dirtyPolicies, flushPolicies, policies } from '#lib/mm/policies';

const lib = join(import.meta.dirname, '..', '..', 'lib', 'mm');

describe('policies', () => {
  it('stand each in its own file, and are found by id', () => {
    const all = [...cowPolicies, ...flushPolicies, ...dirtyPolicies, ...deliveryPolicies];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(readdirSync(join(lib, 'policy'))).toHaveLength(all.length);
    for (const policy of cowPolicies) expect(resolveKernel(policy.id)?.kernel.cow).toBe(policy);
    for (const policy of flushPolicies) expect(resolveKernel(policy.id)?.kernel.flush).toBe(policy);
    for (const { variantOf } of all.filter((policy) => policy.variantOf !== null))
      expect(all.find(({ id }) => id === variantOf)?.variantOf).toBeNull();
    expect(policies.length).toBeGreaterThanOrEqual(cowPolicies.length);
    expect(resolveKernel('Z9')).toBeUndefined();
  });

  it('are never named by an action', () => {
    for (const name of readdirSync(join(lib, 'action'))) {
      const text = readFileSync(join(lib, 'action', name), 'utf8');
      expect(text, name).not.toMatch(/['"`]([ABCDP][0-8][a-z]?)['"`]|mm\/polic(y\/|ies)/);
    }
  });
});

describe('actions', () => {
  it('each have a verb of their own, which begins their syntax', () => {
    expect(new Set(actions.map((action) => action.form.verb)).size).toBe(actions.length);
    for (const { form } of actions) expect(form.syntax.startsWith(form.verb)).toBe(true);
  });
});

describe('what a scenario may not outgrow', () => {
  it('is named in the bound, and the verdict is unknown', () => {
    const forks = Array.from({ length: 9 }, (_, index) => `P: fork C${index}`).join('\n');
    const { scenario } = mm.parse(`mm t\nP: map v = X\n${forks}\nnever missed-cow\n`);
    if (scenario === undefined) throw new Error('does not parse');
    const exploration = mm.explore(scenario, 'A1', { maxStates: 1000, maxCountedStates: 1000 });
    expect(exploration.advance(1)).toBe(true);
    expect(exploration.result?.verdict).toBe('unknown');
    expect(exploration.result?.bound).toContain('10 processes');
    expect(mm.replay(scenario, 'A1', 'P').problem).toContain('10 processes');
  });
});

describe('checks', () => {
  it('are judged right after their line, and name it', () => {
    const { scenario } = mm.parse(
      'mm t\nP: map v = X\ncheck page_count(P:v) = 1 and mapcount(P:v) = 1\nP: fork C\ncheck page_count(P:v) = 1\n',
    );
    if (scenario === undefined) throw new Error('does not parse');
    const exploration = mm.explore(scenario, 'A1', { maxStates: 1000, maxCountedStates: 1000 });
    while (!exploration.advance(100));
    expect(exploration.result?.properties.map(({ name, verdict, schedule }) => [name, verdict, schedule])).toEqual([
      ['check page_count(P:v) = 1 and mapcount(P:v) = 1 (line 3)', 'holds', null],
      ['check page_count(P:v) = 1 (line 5)', 'violated', 'PP'],
    ]);
  });
});

describe('a schedule that does not apply', () => {
  const { scenario } = mm.parse(
    'mm t\nP: map v = X\nP: fork C\nconcurrently\nC: read v -> r\nP: write v = Y\nnever missed-cow\n',
  );
  if (scenario === undefined) throw new Error('does not parse');

  it.each([
    ['C', 1, 'Step 1 does not apply: C waits for P to finish line 3.'],
    ['PPZ', 3, 'Step 3 says `Z`, expected the letter of an actor: P, C'],
    ['PPC2', 3, 'Step 3 does not apply: C has finished, or has no such choice.'],
    ['PPCC', 4, 'Step 4 does not apply: C has finished, or has no such choice.'],
  ])('%s: says which step and why, and stops there', (schedule, frames, problem) => {
    const replay = mm.replay(scenario, 'A1', schedule);
    expect(replay.problem).toBe(problem);
    expect(replay.frames).toHaveLength(frames);
  });

  it('lists what can be done, and why the rest cannot', () => {
    const [start] = mm.replay(scenario, 'A1', '').frames;
    expect(start?.choices).toEqual([
      { code: 'P', actor: 'P', label: 'mmap, store X in F0', line: 2, disabled: null },
      { code: 'C', actor: 'C', label: '', line: 5, disabled: 'waits for P to finish line 3' },
    ]);
  });
});
