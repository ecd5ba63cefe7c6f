import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen } from '#lib/check/model';
import { BoundHit } from '#lib/check/view';
import { compileScenario } from '#lib/mm/compile';
import { resolveKernel } from '#lib/mm/kernels';
import { LOST_WRITE, type Memory, MIGRATION, NONE, newTalk, PRESENT, SWAP } from '#lib/mm/memory';
import { mm } from '#lib/mm/mm';
import type { Kernel } from '#lib/mm/policy';
import type { Scenario } from '#lib/scenario/scenario';
import { readScenarioFiles } from './files';
import { randomTlb } from './random-tlb';

/**
 * A definition of a lost write that knows nothing of TLBs, copies or locks: P has one memory, in which the last store of
 * its threads stands, in the order in which they were finished. Reads nothing of the model but what each step says that
 * it stored, and what P's page table leads to.
 */
type Shadow = readonly (string | null)[];

/** Contents of P's page, part by part; null where P has none. */
function reachable(m: Memory): Shadow {
  const pte = m.pteOf(0, 0);
  const target = m.target(pte);
  return Array.from({ length: m.parts }, (_, part) => {
    const value = (index: number) => m.cast.values[index] ?? '?';
    switch (m.kind(pte)) {
      case NONE:
        return null;
      case PRESENT:
      case MIGRATION:
        return value(m.data(target, part));
      case SWAP:
        return value(m.cachePage(target) > 0 ? m.data(m.cachePage(target), part) : m.slotData(target, part));
      default:
        throw new Error('a PTE of an unknown kind');
    }
  });
}

/** What a line of P stores, by its line number: value and half. */
function storesOf(scenario: Scenario): ReadonlyMap<number, { readonly value: string; readonly part: number }> {
  const stores = new Map<number, { value: string; part: number }>();
  for (const phase of scenario.phases)
    for (const line of phase.lines)
      if (line.type === 'step' && line.verb === 'write' && line.actor.startsWith('P'))
        stores.set(line.line, { value: line.args.VALUE ?? '', part: Number(line.args.OBJECT?.split('.')[1] ?? '-1') });
  return stores;
}

/** A step that meets a bound of the model is not taken. */
function take(step: () => boolean): boolean {
  try {
    return step();
  } catch (error) {
    if (error instanceof BoundHit) return false;
    throw error;
  }
}

/** Walks every state together with the memory that P ought to have; how many orders lost something. */
function walk(scenario: Scenario, kernel: Kernel, maxStates: number): number | undefined {
  const { model, memory } = compileScenario(scenario, kernel, 'base');
  const stores = storesOf(scenario);
  const seen = new Set<string>();
  const queue: { words: Int32Array | Uint32Array; shadow: Shadow }[] = [];
  let lost = 0;
  const visit = (shadow: Shadow) => {
    const key = `${memory.words.join()} ${shadow.join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    queue.push({ words: memory.words.slice(), shadow });
  };
  memory.words.set(model.initial);
  visit(reachable(memory));
  for (const { words, shadow } of queue) {
    if (seen.size > maxStates) return undefined;
    for (const actor of model.actors) {
      memory.words.set(words);
      for (const alternative of actor.program[memory.get(actor.pc)] ?? []) {
        memory.words.set(words);
        if (!isOpen(memory, alternative.guard)) continue;
        memory.events = 0;
        memory.talk = newTalk();
        const isTaken = take(() => alternative.fn(memory, alternative.args));
        const { label } = memory.talk;
        memory.talk = null;
        if (!isTaken) continue;
        const after = reachable(memory);
        const stored =
          /(^|: )store /.test(label) && actor.name.startsWith('P') ? stores.get(alternative.line) : undefined;
        let ought = shadow.map((value, part) =>
          stored !== undefined && (stored.part === -1 || stored.part === part) ? stored.value : value,
        );
        // What was dropped or mapped anew is not what was stored before.
        if (after.includes(null) || shadow.includes(null) || label.startsWith('mmap')) ought = [...after];
        // A child's store that shows here is a missed COW, and another property's business.
        if (actor.name === 'C' && after.join() !== ought.join()) continue;
        const isLost = (memory.events & LOST_WRITE) !== 0;
        expect([label, isLost, after.join() === ought.join()]).toEqual([label, isLost, !isLost]);
        if (isLost) lost++;
        else visit(ought);
      }
    }
  }
  return lost;
}

const kernels = ['B0+A1', 'B0+A4', 'B1+A4', 'B1a+A4', 'B2+A4', 'B3+A4', 'B4+A5', 'B5+A7', 'B5r+A8n', 'B6+A4'];

function getKernel(id: string): Kernel {
  const kernel = resolveKernel(id)?.kernel;
  if (kernel === undefined) throw new Error(`no kernel is called ${id}`);
  return kernel;
}

describe('a lost write', () => {
  const files = readScenarioFiles().filter(({ slug }) => slug.includes('stale-tlb'));

  it.each(kernels)('is what a plain memory of the process lacks, in every order of the scenarios: %s', (id) => {
    for (const { slug, scenario } of files) {
      const lost = walk(scenario, getKernel(id), 50_000);
      const isClearRefs = slug.startsWith('clear-refs');
      const expected = isClearRefs ? /^B[^3].*A4$/.test(id) : slug === 'unprotect-and-stale-tlb' && id === 'B2+A4';
      if (lost === undefined) throw new Error(`${slug} is too large`);
      if (expected) expect(lost).toBeGreaterThan(0);
    }
  });

  it('is so in random scenarios, whatever else takes the page or its write bit away', () => {
    let walked = 0;
    fc.assert(
      fc.property(randomTlb, fc.constantFrom(...kernels, 'B0+A4', 'B0+A4', 'B2+A4'), (text, id) => {
        const { scenario, issues } = mm.parse(text);
        expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
        if (scenario === undefined) return;
        const found = walk(scenario, getKernel(id), 6000);
        if (found === undefined) return;
        walked++;
      }),
      { numRuns: 120 },
    );
    expect(walked).toBeGreaterThan(60);
  });
});
