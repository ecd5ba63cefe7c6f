import type { Expression, Scenario } from '#lib/scenario/scenario';
import { stepsOf } from '#lib/scenario/scenario';

/** Parts of the model that a scenario asks for. What it does not ask for is not laid out, and changes none of its states. */
export interface Uses {
  /** userfaultfd: registrations, protected PTEs, sleeping faults. */
  readonly uffd: boolean;
}

/** Looks through the steps, and the measures of the conditions. */
export function usesOf(scenario: Scenario): Uses {
  const verbs = stepsOf(scenario).map((step) => step.verb);
  const has = (verb: RegExp) => verbs.some((one) => verb.test(one));
  const measured = measuresOf(scenario);
  return { uffd: has(/^uffd\b/) || measured.has('uffd_wp') };
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
