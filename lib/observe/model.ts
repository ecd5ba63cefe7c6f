import { type Comparison, compareFacts, type Facts, type Prediction } from '#lib/observation/facts';
import { chooseNext } from '#lib/reproduce/order';
import type { Frame } from '#lib/scenario/run';
import { type Scenario, stepsOf } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import { defaultBounds, runPolicy } from '#lib/simulators';

/** What registers an order ends with in the model, and how many copies it made, under a policy or the rules of a kernel release. */
export function predictOutcome(order: Scenario, simulator: Simulator, policy: string, kind: string): Prediction {
  if (simulator.resolve(policy) === undefined) return nothing(`no rules are known for ${policy}`);
  if (!simulator.kindsFor(order).includes(kind)) return nothing(`the model does not play it on ${kind} pages`);
  if (order.phases.some((phase) => phase.order === 'concurrently')) return follow(order, simulator, policy, kind);
  const { outcomes, bound, stuck } = runPolicy(simulator, order, policy, defaultBounds, kind);
  if (bound !== null) return nothing(`the model meets a bound (${bound})`);
  if (stuck !== null) return nothing('in the model an actor waits for ever');
  return { is: 'predicted', ends: outcomes.map(({ registers, copies }) => ({ ...registers, copies: String(copies) })) };
}

function nothing(reason: string): Prediction {
  return { is: 'not modelled', reason };
}

/** Plays an order in which lines sleep: each begins when its turn comes, and what is woken goes on before the next one. */
function follow(order: Scenario, simulator: Simulator, policy: string, kind: string): Prediction {
  let schedule = '';
  const play = () => simulator.replay(order, policy, schedule, kind);
  let { frames, problem } = play();
  for (const { line, actor } of stepsOf(order)) {
    const begin = frames.at(-1)?.choices.find((choice) => choice.line === line);
    if (begin === undefined || begin.disabled !== null)
      return nothing(`in the model ${actor} ${begin?.disabled ?? 'cannot go on'}`);
    for (let next: string | undefined = begin.code; next !== undefined && problem === null; ) {
      schedule += next;
      ({ frames, problem } = play());
      next = isGoingOn(frames) ? chooseNext(frames) : undefined;
    }
    if (problem !== null) return nothing(problem);
  }
  const cells = frames.at(-1)?.cells ?? [];
  const registers = new Set(stepsOf(order).flatMap(({ args }) => args.REG ?? []));
  const show = (name: string) => cells.findLast((cell) => cell.name === name)?.value ?? 'unset';
  const copies = cells.findLast((cell) => cell.name === 'copies')?.value ?? '0';
  return {
    is: 'predicted',
    ends: [{ ...Object.fromEntries([...registers].map((name) => [name, show(name)])), copies }],
  };
}

/** Whether a line that was begun can go on. */
function isGoingOn(frames: readonly Frame[]): boolean {
  const begun = new Set(frames.flatMap(({ step }) => step?.line ?? []));
  return frames.at(-1)?.choices.some(({ line, disabled }) => disabled === null && begun.has(line)) === true;
}

/** What the model's ends say of the facts that were seen: copies are no part of it where nobody could see them. */
export function endsOf(prediction: Prediction, seen: Facts): readonly Facts[] {
  if (prediction.is !== 'predicted') return [];
  return prediction.ends.map((end) => Object.fromEntries(Object.entries(end).filter(([name]) => name in seen)));
}

/** What the model says now of something that was recorded: `order` is the text that was played. */
export function compareAgain(
  recorded: { readonly order: string; readonly kind: string; readonly release: string; readonly observed: Facts },
  simulator: Simulator,
): Comparison & { readonly ends: readonly Facts[] } {
  const { order, kind, release, observed } = recorded;
  const { scenario } = simulator.parse(order);
  const prediction: Prediction =
    scenario === undefined
      ? { is: 'not modelled', reason: 'its text is no scenario any more' }
      : predictOutcome(scenario, simulator, release, kind);
  return { ...compareFacts(observed, prediction), ends: endsOf(prediction, observed) };
}
