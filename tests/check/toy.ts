import { type Handle, Layout } from '#lib/check/layout';
import type { Alternative, Model, Watch } from '#lib/check/model';
import { View } from '#lib/check/view';

/** A step of a toy actor: adds to a variable, takes or gives a lock, waits until a variable has a value, or starts over. */
export type ToyStep =
  | { readonly do: 'again'; readonly to: number }
  | { readonly do: 'add'; readonly to: number; readonly value: number }
  | { readonly do: 'take' | 'give'; readonly to: number }
  | { readonly do: 'wait'; readonly to: number; readonly value: number };

interface ToyArgs {
  readonly step: ToyStep;
  readonly at: Handle;
  readonly pc: Handle;
  readonly done: number;
}

function play(view: View, { step, at, pc, done }: ToyArgs): boolean {
  const now = view.get(at);
  if (step.do === 'take' && now !== 0) return false;
  if (step.do === 'wait' && now !== step.value) return false;
  if (step.do === 'add') view.set(at, now + step.value);
  if (step.do === 'take') view.set(at, 1);
  if (step.do === 'give') view.set(at, 0);
  if (step.do === 'add' && now === 2) view.events |= 1;
  if (step.do === 'add') view.arose |= 1;
  view.set(pc, step.do === 'again' ? 0 : done);
  return true;
}

/** Actors over a few variables of 0 to `max`. Watch 0: an event, a step adds to a 2. Watch 1: a state in which v0 = 3. */
export function toyModel(programs: readonly (readonly (readonly ToyStep[])[])[], variables = 2, max = 15) {
  const layout = new Layout();
  for (const index of programs.keys()) layout.declare(`pc.${index}`, 15);
  layout.declare('v', max, variables);
  layout.seal();
  const at = (index: number) => layout.row('v')[index] ?? 0;
  const watches: Watch[] = [
    { on: 'event', name: 'adds to 2', bit: 1 },
    { on: 'state', name: 'v0 = 3', hit: (view) => view.get(at(0)) === 3, arose: () => true },
    { on: 'final', name: 'ends with v0 odd', hit: (view) => view.get(at(0)) % 2 === 1, arose: () => true },
  ];
  const model: Model = {
    view: new View(layout.words),
    initial: new Int32Array(layout.words),
    actors: programs.map((program, index) => {
      const pc = layout.get(`pc.${index}`);
      const lines = program.map((choices, line): readonly Alternative[] =>
        choices.map((step) => {
          const args: ToyArgs = { step, at: at(step.to), pc, done: line + 1 };
          return { line: line + 1, guard: [], fn: play, args };
        }),
      );
      return { name: `a${index}`, code: String.fromCharCode(65 + index), pc, program: [...lines, []] };
    }),
    watches,
    describe: (handle) => layout.describe(handle),
  };
  return { model, layout };
}
