import { actions } from '#lib/mm/actions';
import type { Family } from '#lib/mm/policy';
import { type PageKind, pageKinds } from '#lib/mm/size';
import { type Scenario, stepsOf } from '#lib/scenario/scenario';

/** Kinds of page that a scenario is played on: those that it names, else all on which each of its steps makes sense. */
export function kindsFor(scenario: Scenario): readonly PageKind[] {
  const known = pageKinds.map(({ id }) => id);
  const said = scenario.pages?.kinds;
  if (said !== undefined) return known.filter((kind) => said.includes(kind));
  const forms = new Set(stepsOf(scenario).map((step) => step.verb));
  const kinds = known.filter((kind) =>
    actions.every(({ form }) => !forms.has(form.verb) || form.pageKinds === undefined || form.pageKinds.includes(kind)),
  );
  // LRU batches are of base pages: who places actors on CPUs speaks of those.
  const isPlaced = scenario.declarations.some((declared) => declared.cpu !== null);
  const [first] = known;
  return isPlaced || kinds.length === 0 ? known.filter((kind) => kind === first) : kinds;
}

/** Families of which a scenario has a part: COW always, the others where one of their steps stands. */
export function familiesOf(scenario: Scenario): ReadonlySet<Family> {
  const families = new Set<Family>(['cow-reuse']);
  const verbs = new Set(stepsOf(scenario).map((step) => step.verb));
  for (const { form, families: asked } of actions)
    if (verbs.has(form.verb)) for (const one of asked ?? []) families.add(one);
  return families;
}
