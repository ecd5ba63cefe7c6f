import type { Actor, Alternative, Model, Watch } from '#lib/check/model';
import { BoundHit } from '#lib/check/view';
import type { Action, Micro } from '#lib/mm/action';
import { actions } from '#lib/mm/actions';
import { type Condition, compileCondition, type Places } from '#lib/mm/condition';
import { layOut } from '#lib/mm/lay-out';
import { Memory } from '#lib/mm/memory';
import type { CowPolicy, Kernel } from '#lib/mm/policy';
import { properties } from '#lib/mm/properties';
import { type Cast, castScenario, type PageKind } from '#lib/mm/size';
import { vocabulary } from '#lib/mm/vocabulary';
import { printExpression } from '#lib/scenario/expression';
import { printProperty } from '#lib/scenario/print';
import { type Check, type Mode, processOf, type Scenario, type Step } from '#lib/scenario/scenario';

/** A scenario under one kernel on one kind of page, ready to be searched or replayed. */
export interface Compiled {
  readonly model: Model;
  readonly memory: Memory;
  readonly cast: Cast;
  readonly kernel: Kernel;
  /** Who decides about COW. */
  readonly policy: CowPolicy;
  /** What each watch of the model stands for, in the same order. */
  readonly watched: readonly { readonly name: string; readonly mode: Mode | 'check' }[];
}

/** One line of an actor with its place in the actor's program. */
interface Placed {
  readonly step: Step;
  readonly action: Action;
  readonly actor: number;
  readonly start: number;
  readonly done: number;
  /** 0-based phase. */
  readonly phase: number;
  /** The line before it, where the phase runs in order. */
  readonly previous: Placed | undefined;
  /** Checks that follow the line. */
  readonly checks: readonly Check[];
}

/** First event bit that checks use; those below are the built-in properties'. */
const FIRST_CHECK_BIT = 32 - Math.clz32(properties.reduce((bits, property) => bits | property.bit, 0));

/**
 * Binds every line to the kernel. Throws a BoundHit when the scenario is larger than the model can hold. With `few` the
 * state gets fewer page frames, which makes a search faster; frames are taken lowest first, so as long as none is lacking
 * the result is the same.
 */
export function compileScenario(
  scenario: Scenario,
  kernel: Kernel,
  kind: PageKind = 'base',
  size: 'few' | 'all' = 'all',
): Compiled {
  const policy = kernel.cow;
  const { cast, placed, lengths, steps } = prepare(scenario, kind, size);
  const layout = layOut(cast, policy, steps, lengths, size === 'few');
  const memory = new Memory(cast, layout);

  const pcOf = (actor: number) => layout.get(`pc.${actor}`);
  const places = placesOf(placed, cast, lengths, pcOf);
  const watches: Watch[] = [];
  const watched: Compiled['watched'][number][] = [];
  const checks: { readonly condition: Condition; readonly bit: number; readonly line: Placed }[] = [];
  for (const property of scenario.properties) {
    const { condition, mode } = property;
    if (condition.is === 'built-in') {
      const builtIn = properties.find((one) => one.name === condition.name);
      if (builtIn === undefined) throw new Error(`Cannot judge \`${condition.name}\``);
      watches.push({ on: 'event', name: builtIn.name, bit: builtIn.bit });
      watched.push({ name: builtIn.name, mode });
    } else {
      watches.push(watchCondition(printProperty(property), mode, compileCondition(condition, cast, places)));
      watched.push({ name: printProperty(property), mode });
    }
  }
  for (const line of placed)
    for (const check of line.checks) {
      const bit = FIRST_CHECK_BIT + checks.length;
      if (bit > 30) throw new BoundHit(`the model holds ${31 - FIRST_CHECK_BIT} checks`);
      const name = `check ${printExpression(check.condition)} (line ${check.line})`;
      checks.push({ condition: compileCondition(check.condition, cast, places), bit: 1 << bit, line });
      watches.push({ on: 'event', name, bit: 1 << bit });
      watched.push({ name, mode: 'check' });
    }

  const codes = actorCodes(cast.actors);
  const actors: Actor[] = cast.actors.map((name, actor) => {
    const program: Alternative[][] = [];
    for (const line of placed.filter((one) => one.actor === actor)) {
      const pc = pcOf(actor);
      const micros = line.action.bind({
        cast,
        policy,
        kernel,
        step: line.step,
        actor,
        mm: cast.mms.indexOf(processOf(name)),
        cpu: cast.cpus.get(name) ?? -1,
        pc,
        start: line.start,
        done: line.done,
        ends: lengths.map((end, other) => ({ pc: pcOf(other), end })),
        siblings: siblingsOf(cast, actor),
      });
      if (micros.length !== line.done - line.start)
        throw new Error(`\`${line.step.verb}\` gives ${micros.length} parts and said ${line.done - line.start}`);
      const guard = guardOf(line, placed, places, pcOf, lengths, cast);
      const asked = checks.filter((check) => check.line === line);
      for (const [index, micro] of micros.entries()) {
        const ways = micro.otherwise === undefined ? [micro] : [micro, micro.otherwise];
        program.push(
          ways.map((way) => {
            const { fn, args } = asked.length === 0 ? way : withChecks(way, pc, line.done, asked);
            return { line: line.step.line, guard: index === 0 ? guard : [], fn, args };
          }),
        );
      }
    }
    program.push([]);
    return { name, code: codes[actor] ?? '?', pc: pcOf(actor), program };
  });
  const model: Model = {
    view: memory,
    initial: memory.words.slice(),
    actors,
    watches,
    describe: (handle) => layout.describe(handle),
  };
  return { model, memory, cast, kernel, policy, watched };
}

/** What is the same under every kernel: a scenario is played under dozens. */
interface Prepared {
  readonly cast: Cast;
  readonly placed: readonly Placed[];
  /** Of each actor's program. */
  readonly lengths: readonly number[];
  readonly steps: readonly Step[];
}

const prepared = new WeakMap<Scenario, Map<string, Prepared>>();

/** Throws a BoundHit when the scenario is larger than the model can hold. */
function prepare(scenario: Scenario, kind: PageKind, size: 'few' | 'all'): Prepared {
  const all = prepared.get(scenario) ?? new Map<string, Prepared>();
  prepared.set(scenario, all);
  const known = all.get(`${kind} ${size}`);
  if (known !== undefined) return known;
  const cast = castScenario(scenario, vocabulary, kind, size);
  if (typeof cast === 'string') throw new BoundHit(cast);
  const placed = placeLines(scenario, cast);
  const lengths = cast.actors.map((_, actor) =>
    Math.max(0, ...placed.filter((one) => one.actor === actor).map((one) => one.done)),
  );
  const fresh = { cast, placed, lengths, steps: placed.map((one) => one.step) };
  all.set(`${kind} ${size}`, fresh);
  return fresh;
}

function placeLines(scenario: Scenario, cast: Cast): readonly Placed[] {
  const ends = cast.actors.map(() => 0);
  const placed: Placed[] = [];
  for (const [phase, { lines, order }] of scenario.phases.entries()) {
    let previous: Placed | undefined;
    for (const [index, step] of lines.entries()) {
      if (step.type === 'check') continue;
      const action = actions.find((one) => one.form.verb === step.verb);
      if (action === undefined) throw new Error(`Cannot play \`${step.verb}\``);
      const actor = cast.actors.indexOf(step.actor);
      const start = ends[actor] ?? 0;
      const done = start + action.size({ cast, step });
      ends[actor] = done;
      const next = lines.findIndex((line, at) => at > index && line.type === 'step');
      const checks = lines.slice(index + 1, next === -1 ? undefined : next).filter((line) => line.type === 'check');
      const line = { step, action, actor, start, done, phase, checks, previous };
      placed.push(line);
      if (order === 'in order') previous = line;
    }
  }
  return placed;
}

/** Program counters at which labels and actors are done. */
function placesOf(
  placed: readonly Placed[],
  cast: Cast,
  lengths: readonly number[],
  pcOf: (actor: number) => number,
): Places {
  const places = new Map<string, { pc: number; start: number; done: number }>();
  for (const [actor, name] of cast.actors.entries())
    places.set(name, { pc: pcOf(actor), start: 0, done: lengths[actor] ?? 0 });
  for (const line of placed)
    if (line.step.label !== null)
      places.set(line.step.label, { pc: pcOf(line.actor), start: line.start, done: line.done });
  return places;
}

/** Everything that must be done before a line may begin, as pairs of a program counter and its least value. */
function guardOf(
  line: Placed,
  placed: readonly Placed[],
  places: Places,
  pcOf: (actor: number) => number,
  lengths: readonly number[],
  cast: Cast,
): readonly number[] {
  const least = new Map<number, number>();
  const wait = (pc: number, done: number) => least.set(pc, Math.max(least.get(pc) ?? 0, done));
  const before = placed.filter((other) => other.phase < line.phase);
  for (const other of before) wait(pcOf(other.actor), other.done);
  if (line.previous !== undefined) wait(pcOf(line.previous.actor), line.previous.done);
  for (const name of line.step.after) {
    const place = places.get(name);
    if (place !== undefined) wait(place.pc, place.done);
  }
  for (const name of line.step.since) {
    const place = places.get(name);
    if (place !== undefined) wait(place.pc, place.start + 1);
  }
  // A child's line waits for the fork that makes the child; exit waits for the process's other threads.
  const process = processOf(line.step.actor);
  const fork = placed.find((other) => other.step.verb === 'fork' && other.step.args.PROCESS === process);
  if (fork !== undefined) wait(pcOf(fork.actor), fork.done);
  if (line.step.verb === 'exit')
    for (const sibling of siblingsOf(cast, line.actor)) wait(pcOf(sibling), lengths[sibling] ?? 0);
  // What stands before it on its own actor is done anyway; what stands behind can never be, and stays to be waited for.
  if ((least.get(pcOf(line.actor)) ?? 0) <= line.start) least.delete(pcOf(line.actor));
  return [...least].flat();
}

/** Actors of the same address space. */
function siblingsOf(cast: Cast, actor: number): readonly number[] {
  const process = processOf(cast.actors[actor] ?? '');
  return cast.actors.flatMap((name, index) => (index !== actor && processOf(name) === process ? [index] : []));
}

/** One letter an actor: its own first letter where that is free, else the next free one. */
export function actorCodes(actors: readonly string[]): readonly string[] {
  const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes: string[] = [];
  // Processes are named before their threads, so that P keeps P whatever order the lines have.
  const first = actors.map((name) => (name.includes('.') ? undefined : name.charAt(0).toUpperCase()));
  for (const [index, name] of actors.entries()) {
    const own = first[index] ?? (name.split('.')[1] ?? name).charAt(0).toUpperCase();
    const taken = (letter: string) =>
      codes.includes(letter) || first.some((other, at) => at !== index && other === letter && at > index);
    const code = alphabet.includes(own) && !taken(own) ? own : alphabet.find((letter) => !taken(letter));
    codes.push(code ?? '?');
  }
  return codes;
}

function watchCondition(name: string, mode: Mode, condition: Condition): Watch {
  const { isTrue, isFalse, speaks, asksRegisters } = condition;
  const ends = (m: Memory) => speaks(m) && isTrue(m);
  if (mode === 'finally') return { on: 'final', name, hit: (m: Memory) => !ends(m), arose: speaks };
  const fails = (m: Memory) => speaks(m) && isFalse(m);
  // Where it mentions no register, nothing else need be asked in every state.
  const [met, unmet] = asksRegisters ? [ends, fails] : [isTrue, isFalse];
  return { on: 'state', name, hit: mode === 'always' ? unmet : met, arose: speaks };
}

/** A condition on a register that was never set is not met at the end. */
function ended(m: Memory, condition: Condition): boolean {
  return condition.speaks(m) && condition.isTrue(m);
}

interface CheckedArgs {
  readonly inner: Micro;
  readonly pc: number;
  readonly done: number;
  readonly asked: readonly { readonly condition: Condition; readonly bit: number }[];
}

/** Asks the checks of a line in the step that ends it. */
function withChecks(inner: Micro, pc: number, done: number, asked: CheckedArgs['asked']): Micro {
  const args: CheckedArgs = { inner, pc, done, asked };
  return { fn: playChecked, args };
}

function playChecked(m: Memory, a: CheckedArgs): boolean {
  if (!a.inner.fn(m, a.inner.args)) return false;
  if (m.get(a.pc) !== a.done) return true;
  for (const { condition, bit } of a.asked) {
    m.arose |= bit;
    if (!ended(m, condition)) m.events |= bit;
  }
  return true;
}
