import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { cowPolicies as policies } from '#lib/mm/policies';
import { pageKinds } from '#lib/mm/size';
import { processOf, type Scenario, stepsOf } from '#lib/scenario/scenario';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { randomReclaim } from './random-reclaim';
import { randomScenario } from './random-scenario';

/** A page of one address space in the reference: contents by halves, and whether it may be written. */
interface Copy {
  halves: string[];
  writable: boolean;
}

/**
 * Memory as a process may think of it: every address space has a copy of its own, and fork copies it. No pages, no
 * counts. Gives the registers of CPU reads; of handles it knows nothing.
 */
function playReference(scenario: Scenario): Record<string, string> {
  /** By process, then by variable. */
  const memory = new Map<string, Map<string, Copy>>();
  const registers: Record<string, string> = {};
  for (const step of stepsOf(scenario)) {
    const process = processOf(step.actor);
    const [variable = '', half] = (step.args.OBJECT ?? step.args.VAR ?? '').split('.');
    const pages = memory.get(process) ?? new Map<string, Copy>();
    memory.set(process, pages);
    const page = pages.get(variable);
    const isVariable = variable === 'v' || variable === 'w';
    const value = step.args.VALUE ?? '0';
    if (step.verb === 'map') pages.set(variable, { halves: [value, value], writable: true });
    else if (step.verb === 'fork') {
      const copies = new Map<string, Copy>();
      for (const [name, old] of pages) copies.set(name, { ...old, halves: [...old.halves] });
      memory.set(step.args.PROCESS ?? '', copies);
    } else if (step.verb === 'exit') pages.clear();
    else if (step.verb === 'munmap') pages.delete(variable);
    else if (step.verb === 'dontneed' && page) page.halves = ['0', '0'];
    else if (step.verb === 'mprotect ro' && page) page.writable = false;
    else if (step.verb === 'mprotect rw' && page) page.writable = true;
    else if (step.verb === 'write' && isVariable && page?.writable === true)
      for (const index of half === undefined ? [0, 1] : [Number(half)]) page.halves[index] = value;
    else if (step.verb === 'read' && isVariable && step.args.REG !== undefined)
      registers[step.args.REG] =
        page === undefined
          ? 'fault'
          : page.halves[0] === page.halves[1]
            ? (page.halves[0] ?? '')
            : page.halves.join('/');
  }
  return registers;
}

const kinds = fc.constantFrom(...pageKinds.map(({ id }) => id));

/**
 * Where a reference for reading makes a read-only mapping writable, as 5.8's of hugetlb did (17839856fd58), the process
 * writes where a memory without sharing would fault: that anomaly has the scenario `hugetlb-read-only-reference`.
 */
function opensReadOnly(policy: (typeof policies)[number], kind: string, text: string): boolean {
  return kind === 'hugetlb' && policy.hugetlb.gupMakesWritable && text.includes('mprotect ro');
}

describe('what a CPU reads', () => {
  it.each([
    ['forks and references', randomScenario],
    ['reclaim, migration and KSM', randomReclaim],
  ])('is what a memory without sharing has there, in every fixed order, under every policy: %s', (_, random) => {
    let compared = 0;
    fc.assert(
      fc.property(random, fc.constantFrom(...policies), kinds, (text, policy, any) => {
        const { scenario, issues } = mm.parse(text.replace('concurrently\n', '').replace('then\n', ''));
        if (scenario === undefined) throw new Error(`${issues[0]?.message ?? ''}\n${text}`);
        const kind = mm.kindsFor(scenario).includes(any) && !opensReadOnly(policy, any, text) ? any : 'base';
        const [outcome] = runPolicy(mm, scenario, policy.id, defaultBounds, kind).outcomes;
        for (const [register, value] of Object.entries(playReference(scenario))) {
          expect(outcome?.registers[register], register).toBe(value);
          compared++;
        }
      }),
      { numRuns: 1200 },
    );
    expect(compared).toBeGreaterThan(600);
  });
});

const play = (text: string, policy: string) => {
  const { scenario, issues } = mm.parse(`mm t\n${text}\nnever missed-cow\n`);
  if (scenario === undefined) throw new Error(issues.map((issue) => issue.message).join('; '));
  const run = runPolicy(mm, scenario, policy, defaultBounds);
  return run.properties[0]?.verdict;
};

describe('missed COW follows who wrote, not what was written', () => {
  it('is seen even when both sides store the same text', () => {
    const text = 'P: map v = X\nP: fork C\nC: vmsplice v -> h\nC: munmap v\nP: write v = X\nC: read h -> r';
    expect(play(text, 'A1')).toBe('violated');
    expect(play(text, 'A3')).toBe('holds');
  });

  it('is no missed COW when a child reads what its parent wrote before fork, though the parent writes on', () => {
    for (const { id } of policies)
      expect(play('P: map v = X\nP: write v = Y\nP: fork C\nP: write v = Z\nC: read v -> r', id)).toBe('holds');
  });

  it('is no missed COW when a grandchild reads what its grandparent wrote before the first fork', () => {
    for (const { id } of policies)
      expect(play('P: map v = X\nP: fork C\nC: fork G\nP: write v = Z\nG: read v -> r\nC: read v -> s', id)).toBe(
        'holds',
      );
  });

  it('a child made after the leak inherits what its parent must not see', () => {
    const text =
      'P: map v = X\nP: fork C\nC: vmsplice v -> h\nC: munmap v\nP: write v = S\nP: fork G\nG: read v -> ok\nC: read h -> r';
    expect(play(text, 'A1')).toBe('violated');
    expect(play(text.replace('C: read h -> r', 'P: read v -> q'), 'A1')).toBe('vacuous');
  });

  it('keeps who wrote across a swap-out', () => {
    const text =
      'kernel K\nP: map v = X\nP: fork C\nK: swapout P:v\nC: get read v -> h\nC: munmap v\nP: write v = S\nK: swapout P:v\nC: read h -> r';
    expect(play(text, 'A3')).toBe('violated');
  });

  it('is vacuous when nobody reads after another address space has written', () => {
    expect(play('P: map v = X\nP: fork C\nC: read v -> r\nP: write v = Y', 'A1')).toBe('vacuous');
  });

  it('has arisen when the writer is gone before the read', () => {
    expect(play('P: map v = X\nP: fork C\nC: write v = Y\nC: exit\nP: read v -> r', 'A7')).toBe('holds');
  });
});

describe('wrong COW', () => {
  const wrong = (text: string, policy: string) => {
    const { scenario } = mm.parse(`mm t\n${text}\nnever wrong-cow\nnever wrong-cow-pin\nnever wrong-cow-reference\n`);
    if (scenario === undefined) throw new Error('does not parse');
    return runPolicy(mm, scenario, policy, defaultBounds).properties.map((property) => property.verdict);
  };

  it('names the kind of handle', () => {
    expect(wrong('P: map v = X\nP: fork C\nP: pin read v -> h\nP: write v = Y', 'A3')).toEqual([
      'violated',
      'violated',
      'vacuous',
    ]);
    expect(wrong('P: map v = X\nP: fork C\nP: get read v -> h\nP: write v = Y', 'A3')).toEqual([
      'violated',
      'vacuous',
      'violated',
    ]);
  });

  it('is not munmap, MADV_DONTNEED or a new mapping under a live handle', () => {
    for (const { id } of policies)
      for (const away of ['munmap v\nP: map v = Z', 'dontneed v'])
        expect(wrong(`P: map v = X\nP: pin write v -> h\nP: ${away}\nP: write v = Y`, id)[0], id).toBe('holds');
  });

  it('is not a copy after the handle was given back', () => {
    expect(wrong('P: map v = X\nP: fork C\nP: pin read v -> h\nP: release h\nP: write v = Y', 'A3')[0]).toBe('vacuous');
  });
});
