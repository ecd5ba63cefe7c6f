import type { Frame, Replay } from '#lib/scenario/run';

/** `F0.count` names the attribute `count` of `F0`. A name with a colon (`P:v`, `C.pin:r1`) is a place, not an attribute. */
const attribute = /^([^.:\s]+)\.([^.:]+)$/u;

/**
 * The things that a replay speaks about (pages, in the memory manager): every name that has attributes in some frame and
 * is not an actor, in the order of their first appearance.
 */
export function listSubjects(replay: Replay): readonly string[] {
  const actors = new Set(listActors(replay));
  const found = new Set<string>();
  for (const frame of replay.frames) {
    for (const cell of frame.cells) {
      const name = attribute.exec(cell.name)?.[1];
      if (name !== undefined && !actors.has(name)) found.add(name);
    }
  }
  return [...found];
}

/** Actors of a replay in the order of their first step or, where they never step, of their first choice. */
export function listActors(replay: Replay): readonly string[] {
  const found = new Set<string>();
  for (const frame of replay.frames) if (frame.step !== null) found.add(frame.step.actor);
  for (const frame of replay.frames) for (const choice of frame.choices) found.add(choice.actor);
  return [...found];
}

/** Actors that step at least once, in the order of their first step. */
export function listMovers(replay: Replay): readonly string[] {
  const found = new Set<string>();
  for (const frame of replay.frames) if (frame.step !== null) found.add(frame.step.actor);
  return [...found];
}

/** Whether a text names the subject as a word of its own: `F1` is not named by `F12`. */
export function mentions(text: string, subject: string): boolean {
  return text.split(/[^\p{L}\p{N}_]+/u).includes(subject);
}

/** What is known of one subject in one frame. */
export interface SubjectState {
  /** Attributes by name without the subject's own: `count` → `2`. */
  readonly own: readonly { readonly name: string; readonly value: string }[];
  /** Other cells that name it, as `P:v ro`. */
  readonly links: readonly string[];
}

/** The subject's state in a frame; undefined while it does not exist there. */
export function findState(frame: Frame, subject: string): SubjectState | undefined {
  const own: { name: string; value: string }[] = [];
  const links: string[] = [];
  for (const cell of frame.cells) {
    const match = attribute.exec(cell.name);
    if (match?.[1] === subject) own.push({ name: match[2] ?? '', value: cell.value });
    else if (match === null && mentions(cell.value, subject)) {
      const rest = cell.value.replace(subject, '').replace(/\s+/gu, ' ').trim();
      links.push(rest === '' ? cell.name : `${cell.name} ${rest}`);
    }
  }
  return own.length === 0 ? undefined : { own, links };
}
