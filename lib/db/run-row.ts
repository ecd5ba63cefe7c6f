import { z } from 'zod';
import { worstFirst } from '#lib/argument/standing';
import type { WholeRun } from '#lib/db/list-runs';
import { readWord } from '#lib/db/words';
import type { Outcome, PolicyRun, TraceStep } from '#lib/scenario/run';

const trace = z.array(
  z.object({
    actor: z.string(),
    step: z.string(),
    line: z.number(),
    changes: z.array(z.object({ what: z.string(), before: z.string(), after: z.string() })),
    why: z.string().nullable(),
    // Runs that were stored before steps named what they asked say nothing of it.
    points: z.array(z.string()).default([]),
  }),
) satisfies z.ZodType<readonly TraceStep[]>;

const outcomes = z.array(
  z.object({
    registers: z.record(z.string(), z.string()),
    copies: z.number(),
    unshares: z.number(),
    forkCopies: z.number(),
    // Runs that were stored before outcomes had examples have none to show.
    schedule: z.string().default(''),
  }),
) satisfies z.ZodType<readonly Outcome[]>;

const stuck = z.object({ schedule: z.string(), trace });

/** The schedule of a stored run's column `stuck`. */
export function readStuckSchedule(column: string): string {
  return stuck.parse(JSON.parse(column)).schedule;
}

/** A stored run as the explorer gave it. */
export function viewRun(row: WholeRun): PolicyRun {
  return {
    policy: row.policy.policy,
    kind: row.kind,
    kernel: row.kernel,
    verdict: readWord(worstFirst, row.verdict),
    complete: row.complete,
    bound: row.bound,
    states: row.states,
    transitions: row.transitions,
    schedules: row.schedules,
    stuck: row.stuck === null ? null : stuck.parse(JSON.parse(row.stuck)),
    properties: row.verdicts.map((verdict) => ({
      name: verdict.property,
      verdict: readWord(worstFirst, verdict.verdict),
      schedule: verdict.schedule,
      trace: trace.parse(JSON.parse(verdict.trace)),
      vacuous: verdict.vacuous,
    })),
    outcomes: outcomes.parse(JSON.parse(row.outcomes)),
  };
}

/** The columns of a run. `leastCopies` and `mostCopies` spare the matrix from reading the outcomes. */
export function runColumns(run: PolicyRun) {
  const copies = run.outcomes.map((outcome) => outcome.copies);
  return {
    kind: run.kind,
    kernel: run.kernel,
    verdict: run.verdict,
    complete: run.complete,
    bound: run.bound,
    states: run.states,
    transitions: run.transitions,
    schedules: run.schedules,
    stuck: run.stuck === null ? null : JSON.stringify(run.stuck),
    outcomes: JSON.stringify(run.outcomes),
    leastCopies: copies.length === 0 ? null : Math.min(...copies),
    mostCopies: copies.length === 0 ? null : Math.max(...copies),
  };
}

/** The columns of a run's properties, in their order. */
export function verdictColumns(run: PolicyRun) {
  return run.properties.map((property, position) => ({
    property: property.name,
    verdict: property.verdict,
    vacuous: property.vacuous,
    schedule: property.schedule,
    trace: JSON.stringify(property.trace),
    steps: property.schedule === null ? null : property.trace.length,
    position,
  }));
}
