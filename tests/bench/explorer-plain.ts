import { compileText, cpuOf, type Line, round, type Searched, searchAll } from './measure.ts';
import { searchObjects, searchStrings } from './plain-search.ts';

/** Best of `rounds`, in CPU nanoseconds a transition, with what was searched. */
function measure(rounds: number, search: () => Searched): Searched & { readonly nanoseconds: number } {
  let best = Number.POSITIVE_INFINITY;
  let searched: Searched = { states: 0, transitions: 0 };
  for (let turn = 0; turn < rounds; turn++) {
    const cpu = cpuOf(() => {
      searched = search();
    });
    best = Math.min(best, cpu / searched.transitions);
  }
  return { states: searched.states, transitions: searched.transitions, nanoseconds: Math.round(best) };
}

/** The explorer beside searches of the same steps that store states plainly. */
export function* benchPlain(name: string, text: string, policy: string, rounds: number): Iterable<Line> {
  const compile = () => compileText(text, policy);
  const packed = measure(rounds, () => searchAll(compile().model));
  const strings = measure(rounds, () => searchStrings(compile().model));
  // The object search would need gigabytes for the large scenario: it gets the first 60,000 states, where it is fastest.
  const objects = measure(rounds, () => {
    const { model, memory } = compile();
    return searchObjects(model, memory.layout, 60_000);
  });
  if (strings.states !== packed.states || strings.transitions !== packed.transitions)
    throw new Error(`the searches differ: ${strings.states} and ${packed.states} states`);
  const against = (search: string, other: number): Line => ({
    bench: 'explorer',
    figure: packed.nanoseconds,
    unit: 'CPU ns a transition',
    scenario: name,
    policy,
    states: packed.states,
    transitions: packed.transitions,
    against: search,
    baseline: other,
    times: round(other / packed.nanoseconds),
  });
  yield against('a Set of strings', strings.nanoseconds);
  yield { ...against('objects and a JSON Map', objects.nanoseconds), baselineStates: objects.states };
}
