import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { explainDatabaseError } from '#lib/cli/database-error';
import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import { type ObservedOrder, sayObservations } from '#lib/cli/say-observations';
import { parseSource, readSource } from '#lib/cli/scenario-source';
import { openMoot } from '#lib/db/open-moot';
import { findRoot } from '#lib/db/root';
import { type ScenarioObservation, saveScenarioObservations } from '#lib/db/scenario-observations';
import { observeOrder } from '#lib/observe/observation';
import { findOrders } from '#lib/observe/orders';
import { type PageKind, pageKinds } from '#lib/reproduce/plan';
import type { Simulator } from '#lib/scenario/simulator';

export interface ScenarioFlags {
  readonly isJson: boolean;
  readonly isSaved: boolean;
  /** Keeps root, so that copies are seen. */
  readonly asRoot: boolean;
  readonly kind?: PageKind;
  readonly policy?: string;
}

/** `moot observe [SCENARIO..]`: plays scenarios on this kernel, prints how it compares with the model, records it. */
export async function observeScenarios(names: readonly string[], flags: ScenarioFlags): Promise<void> {
  const { isJson, isSaved, policy } = flags;
  const options = { asRoot: flags.asRoot, ...(policy === undefined ? {} : { policy }) };
  const observed: ObservedOrder[] = [];
  const progress = new Progress(undefined);
  const wanted = names.length > 0 ? names : listContent();
  for (const [at, name] of wanted.entries()) {
    const source = readSource(name);
    const { simulator, scenario } = parseSource(source);
    if (scenario === undefined) {
      process.exitCode = 2;
      return;
    }
    const played = simulator.kindsFor(scenario);
    const kinds = flags.kind === undefined ? pageKinds.filter((one) => played.includes(one)) : [flags.kind];
    for (const kind of kinds) {
      progress.show(at, `${at + 1} of ${wanted.length}: ${source.id} (${kind} pages)`);
      const { orders, problems } = findOrders(scenario, simulator, kind);
      const about = { scenario: source.id, engine: simulator.engine };
      for (const { scenario: order, schedule } of orders)
        observed.push({ ...about, schedule, ...(await observeOrder(order, simulator, kind, options)) });
      if (orders.length === 0) observed.push({ ...about, schedule: null, ...unplayed(problems.join('; '), kind) });
    }
    sayNote(simulator, observed, policy);
  }
  progress.clear();
  if (isJson) for (const one of observed) process.stdout.write(`${JSON.stringify(one)}\n`);
  else process.stdout.write(sayObservations(observed));
  // What another policy than the kernel's own says is a try, and no record.
  if (isSaved && policy === undefined) await save(observed);
  if (observed.some(({ word }) => word === 'differs')) process.exitCode = 1;
}

function listContent(): readonly string[] {
  const files = readdirSync(join(findRoot(), 'content', 'scenarios')).filter((name) => name.endsWith('.md'));
  return files.map((name) => name.slice(0, -'.md'.length)).toSorted();
}

function unplayed(reason: string, kind: PageKind) {
  const nothing = { release: null, facts: null, observed: null, model: [], pages: [], programHash: null };
  return { ...nothing, order: '', kind, word: 'could not be played', reason } as const;
}

const noted = new Set<string>();

/** Which rules stand for the running kernel, where it is not named itself; once. */
function sayNote(simulator: Simulator, observed: readonly ObservedOrder[], policy: string | undefined): void {
  const release = policy ?? observed.find((one) => one.release !== null)?.release ?? null;
  const note = release === null ? null : (simulator.resolve(release)?.note ?? null);
  if (note === null || noted.has(note)) return;
  noted.add(note);
  process.stderr.write(`${note}\n`);
}

async function save(observed: readonly ObservedOrder[]): Promise<void> {
  const rows = observed.flatMap((one) => recordOf(one) ?? []);
  if (rows.length === 0) return;
  const moot = await openMoot();
  try {
    const saved = await saveScenarioObservations(moot.prisma, rows);
    const left = rows.length - saved;
    const why = left === 0 ? '' : `; ${left} of scenarios that the database does not have are not`;
    process.stderr.write(`${saved} observations recorded${why}.\n`);
  } catch (error) {
    throw explainDatabaseError(error, 'save observations in', moot.paths.folder);
  } finally {
    await moot.prisma.$disconnect();
  }
}

/** What is recorded of an order: nothing where the kernel did nothing. */
function recordOf(one: ObservedOrder): ScenarioObservation | undefined {
  const { word, release, facts, observed, programHash } = one;
  if (word === 'could not be played' || release === null || facts === null || observed === null) return undefined;
  if (programHash === null) throw new PlainError('A program ran that has no text.');
  return {
    scenario: one.scenario,
    schedule: one.schedule,
    order: one.order,
    kind: one.kind,
    release: /^\d+(\.\d+)*/.exec(release)?.[0] ?? release,
    uname: `${release} ${facts.version}`,
    how: `moot observe, ${facts.machine}, uid ${facts.uid}`,
    date: new Date().toISOString().slice(0, 10),
    observed,
    ends: one.model,
    engine: one.engine,
    agreement: word,
    reason: one.reason,
    programHash,
    machine: JSON.stringify(facts),
  };
}
