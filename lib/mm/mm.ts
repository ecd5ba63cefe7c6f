import { BoundHit } from '#lib/check/view';
import { familiesOf, kindsFor } from '#lib/mm/applies';
import { compileScenario } from '#lib/mm/compile';
import { answerAs, answerAt, decisionPoints } from '#lib/mm/decision-points';
import { exploreScenario, notApplicable, type Played } from '#lib/mm/exploration';
import { namedKernels, resolveKernel } from '#lib/mm/kernels';
import { ownForms } from '#lib/mm/own/forms';
import { ownKernel } from '#lib/mm/own/kernel';
import { example, starters } from '#lib/mm/own/starters';
import { policies } from '#lib/mm/policies';
import { findAnyPolicy, predecessorOf } from '#lib/mm/predecessor';
import { properties } from '#lib/mm/properties';
import { replaySchedule } from '#lib/mm/replay';
import { putRulesInWords } from '#lib/mm/rules-in-words';
import { type PageKind, pageKinds } from '#lib/mm/size';
import { synthesis } from '#lib/mm/synthesis/synthesis';
import { variationsOf } from '#lib/mm/variations';
import { vocabulary } from '#lib/mm/vocabulary';
import { parseScenario } from '#lib/scenario/parse';
import { parseOwnPolicies } from '#lib/scenario/parse-own';
import { printScenario } from '#lib/scenario/print';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';

/** The kernel's memory manager: anonymous memory, fork, GUP, swap. See content/guide/model.md. */
export const mm: Simulator = {
  id: 'mm',
  engine: 'mm-3',
  policies: policies.map(({ id, rule, family, standing, inForce, variantOf }) => {
    return { id, rule, family, standing, inForce, variantOf };
  }),
  properties: properties.map(({ name, title, meaning }) => ({ name, title, meaning })),
  counts: [
    { of: 'copies', title: 'copies by write' },
    { of: 'unshares', title: 'by unshare' },
    { of: 'forkCopies', title: 'by fork' },
  ],
  steps: vocabulary.forms.map(({ verb, syntax, meaning }) => ({ verb, syntax, meaning })),
  kinds: pageKinds,
  kernels: namedKernels.map(({ release }) => release),
  kindsFor,
  policiesFor: (scenario) => {
    const families = familiesOf(scenario);
    const known = policies.filter((policy) => families.has(policy.family));
    return [...known, ...scenario.ownPolicies].map(({ id }) => id);
  },
  own: ownForms,
  starters,
  example,
  ownPolicies: ({ ownPolicies }) =>
    ownPolicies.map((policy) => {
      const { id, rule, family, standing, inForce, variantOf } = ownKernel(policy, ownPolicies).cow;
      return { id, rule, family, standing, inForce, variantOf };
    }),
  parseOwn: (text) => parseOwnPolicies(text, ownForms),
  predecessorOf,
  rulesOf: (id) => {
    const policy = findAnyPolicy(id);
    return policy === undefined ? [] : putRulesInWords(policy);
  },
  points: decisionPoints,
  answerAt: (id, point) => {
    const policy = findAnyPolicy(id);
    const kernel = resolveKernel(id)?.kernel;
    return policy === undefined || kernel === undefined ? undefined : answerAt(kernel, policy, point);
  },
  exploreAs: (scenario, policy, { point, as }, bounds, kind) => {
    const played = getPlayed(scenario, policy, kind);
    const kernel = answerAs(played.kernel, point, getPlayed(scenario, as, kind).kernel);
    return kernel === undefined ? undefined : exploreScenario(scenario, { ...played, kernel, isOwn: true }, bounds);
  },
  variations: variationsOf,
  synthesis,
  resolve: (text) => {
    const resolved = resolveKernel(text);
    if (resolved === undefined) return undefined;
    const { kernel, release, note } = resolved;
    const { cow, flush, dirty, delivery } = kernel;
    return { id: kernel.id, kernel: release, note, policies: [cow.id, flush.id, dirty.id, delivery.id] };
  },
  parse: (text) => parseScenario(text, vocabulary),
  print: (scenario) => printScenario(scenario, vocabulary),
  explore: (scenario, policy, bounds, kind) => {
    const played = getPlayed(scenario, policy, kind);
    const only = policies.find(({ id }) => id === policy);
    if (only !== undefined && !familiesOf(scenario).has(only.family)) return notApplicable(scenario, played);
    return exploreScenario(scenario, played, bounds);
  },
  replay: (scenario, policy, schedule, kind) => {
    const { kernel, kind: page } = getPlayed(scenario, policy, kind);
    try {
      return replaySchedule(compileScenario(scenario, kernel, page), schedule);
    } catch (error) {
      if (!(error instanceof BoundHit)) throw error;
      return { policy, schedule, frames: [], problem: `The scenario is larger than the model: ${error.message}.` };
    }
  },
};

/** Throws where the caller did not ask `resolve`, or names a kind that there is not. */
function getPlayed(scenario: Scenario, policy: string, kind: string | undefined): Played {
  const own = scenario.ownPolicies.find(({ id }) => id === policy);
  const resolved =
    own === undefined ? resolveKernel(policy) : { kernel: ownKernel(own, scenario.ownPolicies), release: null };
  if (resolved === undefined) {
    const known = policies.map(({ id }) => `\`${id}\``).join(', ');
    throw new Error(
      `Cannot find policy \`${policy}\`, expected ${known}, a combination such as \`B0+A5\`, or a kernel`,
    );
  }
  const page = kind === undefined ? (kindsFor(scenario)[0] ?? 'base') : findKind(kind);
  if (page === undefined)
    throw new Error(`Cannot play on \`${kind ?? ''}\`, expected ${pageKinds.map(({ id }) => id).join(', ')}`);
  return { kernel: resolved.kernel, release: resolved.release, kind: page, isOwn: own !== undefined };
}

function findKind(id: string): PageKind | undefined {
  return pageKinds.map((kind) => kind.id).find((known) => known === id);
}
