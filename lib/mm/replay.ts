import { isOpen, type Move } from '#lib/check/model';
import { parseSchedule, printMove } from '#lib/check/schedule';
import { BoundHit } from '#lib/check/view';
import { cellsOf, changesBetween } from '#lib/mm/cells';
import type { Compiled } from '#lib/mm/compile';
import { newTalk } from '#lib/mm/memory';
import type { Cell, Choice, Frame, Replay, TraceStep } from '#lib/scenario/run';

/** Plays moves one by one with the search's own functions, so that a trace cannot say other than the search did. */
export class Player {
  private readonly compiled: Compiled;
  /** Whether frames say what is broken and what could be done next; a trace alone does without. */
  private readonly isFull: boolean;
  private readonly hit = new Set<string>();
  private before: readonly Cell[] = [];

  constructor(compiled: Compiled, isFull = true) {
    this.compiled = compiled;
    this.isFull = isFull;
    const { memory, model } = compiled;
    memory.words.set(model.initial);
    memory.events = 0;
  }

  /** The frame before any step. */
  start(): Frame {
    return this.frame(null, this.cells());
  }

  /** Plays a move; a sentence that says why it cannot be played otherwise, and then nothing changed. */
  play(move: Move): Frame | string {
    const { memory, model } = this.compiled;
    const actor = model.actors[move.actor];
    const alternative = actor?.program[memory.get(actor.pc)]?.[move.alternative];
    if (actor === undefined || alternative === undefined)
      return actor === undefined ? 'there is no such actor' : `${actor.name} has finished, or has no such choice`;
    const reason = this.waitsFor(alternative.guard);
    if (reason !== null) return `${actor.name} ${reason}`;
    const before = this.before.length > 0 ? this.before : this.cells();
    const talk = newTalk();
    const words = memory.words.slice();
    memory.talk = talk;
    try {
      if (!alternative.fn(memory, alternative.args)) return `${actor.name} ${talk.waits ?? 'cannot go on'}`;
    } catch (error) {
      if (!(error instanceof BoundHit)) throw error;
      memory.words.set(words);
      return `the model meets a bound: ${error.message || model.describe(error.handle ?? 0)}`;
    } finally {
      memory.talk = null;
    }
    const cells = this.cells();
    this.before = cells;
    const { label, why } = talk;
    const step: TraceStep = {
      actor: actor.name,
      step: label,
      line: alternative.line,
      changes: changesBetween(before, cells),
      why: why === null ? null : `${why}.`,
      points: [...talk.points],
    };
    return this.frame(step, cells);
  }

  private frame(step: TraceStep | null, cells: readonly Cell[]): Frame {
    if (!this.isFull) return { step, cells, broken: [], choices: [] };
    const choices = this.choices();
    const broken = this.broken(choices.every((choice) => choice.disabled !== null));
    return { step, cells, broken, choices };
  }

  private cells() {
    return cellsOf(this.compiled.memory, this.compiled.policy.tracksExclusive);
  }

  /** Names of the watches that are hit now and were not before. */
  private broken(isOver: boolean): readonly string[] {
    const { memory, model, watched } = this.compiled;
    const names: string[] = [];
    for (const [index, watch] of model.watches.entries()) {
      const isHit =
        watch.on === 'event'
          ? (memory.events & watch.bit) !== 0
          : watch.on === 'state'
            ? watch.hit(memory)
            : isOver && watch.hit(memory);
      const name = watched[index]?.name ?? watch.name;
      if (isHit && (watch.on === 'event' || !this.hit.has(name))) names.push(name);
      if (isHit) this.hit.add(name);
    }
    memory.events = 0;
    return names;
  }

  /** What every unfinished actor could do next, tried on the state and taken back. */
  private choices(): readonly Choice[] {
    const { memory, model } = this.compiled;
    const words = memory.words.slice();
    const { events, arose } = memory;
    const choices: Choice[] = [];
    for (const [index, actor] of model.actors.entries())
      for (const [alternative, one] of (actor.program[memory.get(actor.pc)] ?? []).entries()) {
        const talk = newTalk();
        let disabled = this.waitsFor(one.guard);
        if (disabled === null) {
          memory.talk = talk;
          try {
            if (!one.fn(memory, one.args)) disabled = talk.waits ?? 'cannot go on';
          } catch (error) {
            if (!(error instanceof BoundHit)) throw error;
            disabled = `meets a bound of the model: ${error.message || model.describe(error.handle ?? 0)}`;
          }
          memory.talk = null;
          memory.words.set(words);
        }
        // A second way is there only while it can be taken; that the first cannot is worth a reason.
        if (alternative > 0 && disabled !== null) continue;
        const code = printMove(model, { actor: index, alternative });
        choices.push({ code, actor: actor.name, label: talk.label, line: one.line, disabled });
      }
    memory.events = events;
    memory.arose = arose;
    return choices;
  }

  /** Why a guard is not met, naming the first line that is missing; null when it is met. */
  private waitsFor(guard: readonly number[]): string | null {
    const { memory, model } = this.compiled;
    if (isOpen(memory, guard)) return null;
    for (let i = 0; i < guard.length; i += 2) {
      const least = guard[i + 1] ?? 0;
      const actor = model.actors.find((one) => one.pc === guard[i]);
      if (actor === undefined || memory.get(actor.pc) >= least) continue;
      const line = actor.program[least - 1]?.[0]?.line;
      const ends = actor.program[least]?.[0]?.line !== line;
      return `waits for ${actor.name} to ${ends ? 'finish' : 'begin'} line ${line ?? '?'}`;
    }
    return null;
  }
}

/** The steps of a schedule that is known to apply. */
export function traceOf(compiled: Compiled, moves: readonly Move[]): readonly TraceStep[] {
  const player = new Player(compiled, false);
  return moves.map((move, index) => {
    const frame = player.play(move);
    if (typeof frame === 'string' || frame.step === null)
      throw new Error(`step ${index + 1} of a discovery does not replay: a step of the model is not deterministic`);
    return frame.step;
  });
}

/** Plays a schedule from its text. */
export function replaySchedule(compiled: Compiled, schedule: string): Replay {
  const { moves, problem } = parseSchedule(compiled.model, schedule);
  const player = new Player(compiled);
  const frames: Frame[] = [player.start()];
  const policy = compiled.kernel.id;
  for (const [index, move] of moves.entries()) {
    const frame = player.play(move);
    if (typeof frame === 'string')
      return { policy, schedule, frames, problem: `Step ${index + 1} does not apply: ${frame}.` };
    frames.push(frame);
  }
  return { policy, schedule, frames, problem };
}
