import type { PolicyRun, PropertyRun, VerdictWord } from '#lib/scenario/run';
import type { PropertyInfo } from '#lib/scenario/simulator';
import { counted, formatCount } from '../numbers';
import type { ShownPolicy } from './shown-policies';
import { findDeciding, findShownSchedule } from './view';

/** Verdicts as they begin a sentence. */
const leads: Readonly<Record<VerdictWord, string>> = {
  holds: 'Holds',
  violated: 'Violated',
  reached: 'Reached',
  unreached: 'Not reached',
  unknown: 'Unknown',
  vacuous: 'Vacuous',
  stuck: 'Stuck',
  'not applicable': 'Not applicable',
};

/**
 * The name of a property as it stands inside a sentence ("missed COW"); its own name where the simulator does not bring
 * it. A word of capitals keeps them.
 */
export function titleOf(name: string, properties: readonly PropertyInfo[]): string {
  const title = properties.find((property) => property.name === name)?.title;
  return title?.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase()) ?? name;
}

/** "A1 mapcount". */
export function nameOf(policy: string, policies: readonly Pick<ShownPolicy, 'id' | 'rule'>[]): string {
  const rule = policies.find((candidate) => candidate.id === policy)?.rule;
  return rule === undefined ? policy : `${policy} ${rule}`;
}

/** The head of a verdict: "Violated under A1: missed COW". `on` is the kind of page where it is not the common one. */
export function writeHead(run: PolicyRun, properties: readonly PropertyInfo[], on: string | null = null): string {
  const lead = `${leads[run.verdict]} under ${run.policy}${on === null ? '' : ` on ${on}`}`;
  const deciding = findDeciding(run);
  switch (run.verdict) {
    case 'violated':
    case 'reached':
    case 'unreached':
      return deciding === undefined ? lead : `${lead}: ${titleOf(deciding.name, properties)}`;
    case 'unknown':
      return `${lead}: the search was not finished`;
    case 'vacuous':
      return `${lead}: the situation never arose`;
    case 'stuck':
      return `${lead}: an actor can never finish`;
    case 'not applicable':
      return `${lead}: its rule does not occur here`;
    default:
      return lead;
  }
}

/** Steps of the schedule that shows the verdict; undefined where there is none. */
export function countShownSteps(run: PolicyRun): number | undefined {
  if (findShownSchedule(run) === undefined) return undefined;
  return run.verdict === 'stuck' ? run.stuck?.trace.length : findDeciding(run)?.trace.length;
}

/** How much was searched: states, schedules, completeness. */
export function writeSearch(run: PolicyRun): string {
  if (run.verdict === 'not applicable') return 'No schedule was played.';
  const steps = countShownSteps(run);
  const lead = steps === undefined ? '' : `Shortest schedule ${counted(steps, 'step')}; `;
  const schedules = run.schedules === null ? 'schedules not counted' : `${formatCount(run.schedules)} schedules`;
  const finished = run.complete
    ? 'Complete: no bound was reached.'
    : `Not complete: ${run.bound ?? 'a bound was reached'}.`;
  const text = `${lead}${counted(run.states, 'state')}, ${run.schedules === '1' ? '1 schedule' : schedules}. ${finished}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Where a property was decided: "step 6", "witness, 5 steps", or why there is no step. */
export function writeWhere(property: PropertyRun, run: PolicyRun): string {
  if (property.trace.length > 0) {
    return property.verdict === 'reached'
      ? `witness, ${counted(property.trace.length, 'step')}`
      : `step ${property.trace.length}`;
  }
  if (property.verdict === 'unknown') return run.bound ?? 'not finished';
  if (property.vacuous) return 'never arose';
  return run.complete ? 'in every schedule' : '–';
}

/** "0 copies", "0–1 copies", over all ways in which a run can end; null where no run ends. */
export function writeCopies(run: PolicyRun): string | null {
  const copies = run.outcomes.map((outcome) => outcome.copies);
  if (copies.length === 0) return null;
  const least = Math.min(...copies);
  const most = Math.max(...copies);
  return least === most ? String(least) : `${least}–${most}`;
}
