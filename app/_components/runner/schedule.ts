import type { Replay } from '#lib/scenario/run';

/**
 * The part of the schedule that leads to each frame: `['', 'C', 'CC', ...]`. A schedule is the codes of its choices one
 * after the other; each frame lists the choices that were open after it, and the longest one that fits was taken.
 */
export function listPrefixes(replay: Replay): readonly string[] {
  const prefixes: string[] = [''];
  let at = 0;
  for (let step = 1; step < replay.frames.length; step++) {
    const rest = replay.schedule.slice(at);
    let taken = '';
    for (const choice of replay.frames[step - 1]?.choices ?? []) {
      if (choice.code.length > taken.length && rest.startsWith(choice.code)) taken = choice.code;
    }
    at += taken.length;
    prefixes.push(replay.schedule.slice(0, at));
  }
  return prefixes;
}
