import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kindsFor } from '#lib/mm/applies';
import { exploreScenario } from '#lib/mm/exploration';
import { resolveKernel } from '#lib/mm/kernels';
import { mm } from '#lib/mm/mm';
import { policies } from '#lib/mm/policies';
import type { Kernel, Policy } from '#lib/mm/policy';
import type { PageKind } from '#lib/mm/size';
import type { PolicyRun } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import { readScenarioFiles } from './files';

/**
 * Turns one answer of a policy at a time into its neighbour's, and looks for a scenario of content/ whose run then differs:
 * its verdict, its outcomes, its numbers. `UPDATE=1 npx vitest run tests/mm/mutation.test.ts` records which one.
 */
const file = join(import.meta.dirname, 'mutants.json');
const about: readonly string[] = ['id', 'rule', 'family', 'standing', 'inForce', 'variantOf', 'source', 'kernel'];
const bounds = { maxStates: 100_000, maxCountedStates: 0 };
const files = readScenarioFiles();

interface Mutant {
  /** `A4.copiesAtFork as A3`. */
  readonly name: string;
  readonly policy: Policy;
  readonly kernel: Kernel;
}

/** The answers of a policy by name; those for THPs and hugetlb one by one. */
function answersOf(policy: object): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(policy).flatMap(([name, answer]): [string, unknown][] => {
      if (about.includes(name)) return [];
      if (name !== 'thp' && name !== 'hugetlb') return [[name, answer]];
      return Object.entries(answer as object).map(([inner, value]) => [`${name}.${inner}`, value]);
    }),
  );
}

function withAnswer(policy: Policy, name: string, answer: unknown): Policy {
  const [outer, inner] = name.split('.') as [keyof Policy, string | undefined];
  if (inner === undefined) return { ...policy, [outer]: answer };
  return { ...policy, [outer]: { ...(policy[outer] as unknown as object), [inner]: answer } };
}

/** Answers that explain and never change an end. */
const silent: Readonly<Record<string, string>> = {
  reclaimTestsPinsAgain: 'whoever pins by then makes the count too large to free the page as well',
};

const whyEqual = ({ name }: Mutant) => equivalent[name] ?? silent[name.split(/[. ]/)[1] ?? ''];

const slots = {
  'cow-reuse': 'cow',
  'uffd-wp-flush': 'flush',
  'uffd-dirty': 'dirty',
  'uffd-delivery': 'delivery',
} as const;

/** Policies that nobody can tell from a mutant, and why. */
const equivalent: Readonly<Record<string, string>> = {
  'A1.hugetlb.gupMakesWritable as A2': 'GUP for reading never runs a write fault',
  'A3.hugetlb.gupMakesWritable as A2s': 'as above',
  'A5.thp.reuseSub as A6': 'a THP is in no swap cache and no batch, so trying both first changes nothing',
  'A6.thp.reuseSub as A5': 'as above',
  'A6.reuse as A7': 'without the flag, asking for it first changes nothing',
  'A6.unshare as A7': 'GUP never asks to unshare',
  'A6.thp.reuse as A7': 'without the flag, asking for it first changes nothing',
  'A6.thp.unshare as A7': 'GUP never asks to unshare',
  'A6.thp.reuseSub as A7': 'without the flag, asking for it first changes nothing',
  'A6.thp.unshareSub as A7': 'GUP never asks to unshare',
  'A6.swapIn as A7': 'no swap entry remembers a flag that no page has',
};

/**
 * The policies whose answers one could slip into: in a family the released ones before and behind; of a proposal the policy
 * that it builds on.
 */
function neighboursOf(policy: Policy): readonly (Policy | undefined)[] {
  const family = policies.filter((one) => one.family === policy.family);
  if (policy.standing === 'proposed') {
    const home = resolveKernel(policy.kernel)?.kernel[slots[policy.family]];
    return [family.find(({ id }) => id === home?.id)];
  }
  const released = family.filter((one) => one.standing === 'released');
  const at = released.indexOf(policy);
  return [released[at - 1], released[at + 1]];
}

/** Every policy with one answer of a neighbour, where the two differ. */
function mutants(): readonly Mutant[] {
  return policies.flatMap((policy) => {
    const kernel = resolveKernel(policy.id)?.kernel;
    if (kernel === undefined) throw new Error(`${policy.id} has no kernel`);
    return neighboursOf(policy).flatMap((neighbour): Mutant[] => {
      if (neighbour === undefined) return [];
      const theirs = answersOf(neighbour);
      return [...answersOf(policy)].flatMap(([name, own]) => {
        const other = theirs.get(name);
        if (other === own) return [];
        const mutated = withAnswer(policy, name, other);
        const label = `${policy.id}.${name} as ${neighbour.id}`;
        return [{ name: label, policy, kernel: { ...kernel, [slots[policy.family]]: mutated } }];
      });
    });
  });
}

function run(scenario: Scenario, kernel: Kernel, kind: PageKind): string {
  const exploration = exploreScenario(scenario, { kernel, release: null, kind, isOwn: false }, bounds);
  while (!exploration.advance(10_000));
  const { verdict, states, transitions, outcomes, properties } = exploration.result as PolicyRun;
  return JSON.stringify([verdict, states, transitions, outcomes, properties.map((one) => [one.name, one.schedule])]);
}

const known = new Map<string, string>();

/** The run as the policy says, computed once. */
function runAsIs(slug: string, scenario: Scenario, kernel: Kernel, kind: PageKind): string {
  const key = `${slug} ${kernel.id} ${kind}`;
  const found = known.get(key) ?? run(scenario, kernel, kind);
  known.set(key, found);
  return found;
}

/** The first scenario that tells the mutant from its policy; null when none does. */
function killerOf({ policy, kernel }: Mutant, first: string | null | undefined): string | null {
  const original = resolveKernel(policy.id)?.kernel;
  if (original === undefined) return null;
  const candidates = files
    .filter(({ scenario }) => mm.policiesFor(scenario).includes(policy.id))
    .flatMap(({ slug, scenario }) =>
      kindsFor(scenario).map((kind) => ({ slug, scenario, kind, name: `${slug} on ${kind}` })),
    )
    .sort((a, b) => Number(b.name === first) - Number(a.name === first));
  for (const { slug, scenario, kind, name } of candidates)
    if (run(scenario, kernel, kind) !== runAsIs(slug, scenario, original, kind)) return name;
  return null;
}

const all = mutants();
const isUpdate = process.env.UPDATE === '1';
const recorded: Record<string, string | null> = isUpdate ? {} : JSON.parse(readFileSync(file, 'utf8'));
if (isUpdate) {
  for (const mutant of all) recorded[mutant.name] = killerOf(mutant, undefined);
  writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
}

describe('a policy with one answer of its neighbour', () => {
  it('is recorded for every answer in which the two differ', () =>
    expect(Object.keys(recorded)).toEqual(all.map((mutant) => mutant.name)));

  for (const mutant of all)
    it(`${mutant.name}: ${recorded[mutant.name] ?? whyEqual(mutant) ?? 'nobody'} tells`, () => {
      const why = whyEqual(mutant);
      if (why === undefined)
        expect(recorded[mutant.name], 'a scenario tells the two apart').toEqual(expect.any(String));
      else expect(recorded[mutant.name], why).toBeNull();
      expect(killerOf(mutant, recorded[mutant.name])).toBe(recorded[mutant.name]);
    });
});
