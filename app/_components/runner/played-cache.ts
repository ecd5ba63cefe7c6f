import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import { type PlayedSchedule, playSchedule } from './play';

/** Schedules that were played here: a server shows the same few again and again, a page goes back and forth. */
const played = new Map<string, PlayedSchedule>();

/** Enough for every recorded scenario; what was added first goes first. */
const most = 256;

/** As `playSchedule`, remembered by simulator, text and schedule. */
export function playOnce(simulator: Simulator, scenario: Scenario, text: string, schedule: string): PlayedSchedule {
  const key = JSON.stringify([simulator.id, simulator.engine, text, schedule]);
  const known = played.get(key);
  if (known !== undefined) return known;
  const fresh = playSchedule(simulator, scenario, schedule);
  const oldest = played.size >= most ? played.keys().next().value : undefined;
  if (oldest !== undefined) played.delete(oldest);
  played.set(key, fresh);
  return fresh;
}
