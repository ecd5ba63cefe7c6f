import type { Expression, Scenario } from '#lib/scenario/scenario';
import { stepsOf } from '#lib/scenario/scenario';

/** Parts of the model that a scenario asks for. What it does not ask for is not laid out, and changes none of its states. */
export interface Uses {
  /** userfaultfd: registrations, protected PTEs, sleeping faults. */
  readonly uffd: boolean;
  /** Pages that userfaultfd brings. */
  readonly fills: boolean;
  /** Dirty marks of PTEs and pages. */
  readonly dirty: boolean;
  /** Soft-dirty marks, and who really wrote. */
  readonly softDirty: boolean;
  /** Writes to /proc/PID/mem. */
  readonly poke: boolean;
  /** Locked mappings. */
  readonly mlock: boolean;
  /** TLBs of the CPUs, and flushes that come later than the change of a PTE. */
  readonly tlb: boolean;
}

/** Looks through the steps, and the measures of the conditions. */
export function usesOf(scenario: Scenario): Uses {
  const verbs = stepsOf(scenario).map((step) => step.verb);
  const has = (verb: RegExp) => verbs.some((one) => verb.test(one));
  const measured = measuresOf(scenario);
  const asks = (...names: readonly string[]) => names.some((name) => measured.has(name));
  const softDirty = has(/^pagemap\b/) || asks('soft_dirty', 'soft-dirty-missed', 'soft-dirty-extra');
  return {
    uffd: has(/^uffd\b/) || asks('uffd_wp'),
    fills: has(/^uffd (copy|zero|continue)\b/),
    dirty:
      softDirty ||
      has(/^(map (shared|private|file)|fill|uffd (copy|zero|continue)|poke)\b/) ||
      asks('dirty', 'page_dirty', 'dirty-read-only', 'lost-data'),
    softDirty,
    poke: has(/^poke\b/),
    mlock: has(/^mlock\b/),
    tlb: has(/^uffd (un)?protect\b/) || asks('lost-write', 'stale-exposure'),
  };
}

/** Every measure and built-in property that the scenario's conditions name. */
function measuresOf(scenario: Scenario): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (expression: Expression): void => {
    if (expression.is === 'not') look(expression.of);
    else if (expression.is === 'and' || expression.is === 'or') for (const part of expression.of) look(part);
    else if (expression.is === 'built-in') names.add(expression.name);
    else if (expression.is === 'compare')
      for (const term of [expression.left, expression.right]) if (term.is === 'measure') names.add(term.measure);
  };
  for (const property of scenario.properties) look(property.condition);
  for (const phase of scenario.phases) for (const line of phase.lines) if (line.type === 'check') look(line.condition);
  return names;
}
