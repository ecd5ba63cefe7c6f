import { type PlayedSchedule, playSchedule, type Settled } from './play';

/** Schedules that were played here: a server shows the same few again and again, a page goes back and forth. */
const played = new Map<string, PlayedSchedule>();

/** Enough for every recorded scenario; what was added first goes first. */
const most = 256;

/** As `playSchedule`, remembered by simulator, text, policies, kind of page and schedule. */
export function playOnce(text: string, settled: Settled): PlayedSchedule {
  const { simulator, kind, schedule, policies } = settled;
  const key = JSON.stringify([simulator.id, simulator.engine, text, kind, schedule, policies.map(({ id }) => id)]);
  const known = played.get(key);
  if (known !== undefined) return known;
  const fresh = playSchedule(settled);
  const oldest = played.size >= most ? played.keys().next().value : undefined;
  if (oldest !== undefined) played.delete(oldest);
  played.set(key, fresh);
  return fresh;
}
