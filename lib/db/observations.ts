import type { Prisma, PrismaClient } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import type { ObservedKernelRow, ObservedRow } from '#lib/db/record-types';
import { inTransaction, type Transaction } from '#lib/db/transaction';
import { readWord } from '#lib/db/words';
import { type Asked, factsOf } from '#lib/observation/ask';
import { agreements, type Facts, printFacts, readFacts } from '#lib/observation/facts';
import type { ObservationSet, ObservedKernel, OrderObservation, ProbeObservation } from '#lib/observation/observation';
import { printOrder, readOrder } from '#lib/observation/order';
import { nameOfProbe } from '#lib/observation/probes';

type Row = OrderObservation | ProbeObservation;

/** What saving a set did. */
export interface SavedObservations {
  readonly added: number;
  /** Rows that were held already: the same kernel, the same trial, the same facts. */
  readonly known: number;
  readonly agrees: number;
  readonly differs: number;
  readonly notModelled: number;
}

/** Where observations come from: files of content/, or somebody who brought them. */
export type ObservationSource = 'content' | 'import';

/** How the model is asked: which version of it answers, and the question. */
export interface Oracle {
  readonly engine: string;
  readonly ask: (row: Row) => Asked;
}

/**
 * Saves a set of observations, all of it or nothing, each beside what the model says. What is held already is left as it
 * is, so that the same file may be saved again; of those that content/ brought, the ones that it no longer has go.
 */
export async function saveObservations(
  prisma: PrismaClient,
  set: ObservationSet,
  source: ObservationSource,
  { engine, ask }: Oracle,
): Promise<SavedObservations> {
  const answers = new Map<Row, Asked>();
  const answer = (row: Row): Asked => {
    const known = answers.get(row) ?? ask(row);
    answers.set(row, known);
    return known;
  };
  // Asking takes long, and the database is not held meanwhile: what is new now is most likely new in the transaction.
  const before = await listHeld(prisma, set);
  for (const row of set.rows) if (!before.has(trialOf(set, row))) answer(row);
  return inTransaction(prisma, async (tx) => {
    const numbers = await saveKernels(tx, set.kernels);
    const held = await listHeld(tx, set);
    if (source === 'content') await removeOthers(tx, held, new Set(set.rows.map((row) => trialOf(set, row))));
    const fresh: { readonly row: Row; readonly kernelId: number }[] = [];
    for (const row of set.rows) {
      const trial = trialOf(set, row);
      const kernelId = numbers.get(row.release);
      if (kernelId === undefined)
        throw new Error(`Cannot save an observation of ${row.release}: its set does not describe that kernel`);
      if (!held.has(trial)) fresh.push({ row, kernelId });
      held.set(trial, 0);
    }
    const days = new Map(set.kernels.map(({ release, measured }) => [release, measured]));
    await tx.observation.createMany({
      data: fresh.map(({ row, kernelId }) => {
        const date = days.get(row.release) ?? '';
        return { ...columnsOf(row), ...answerColumns(answer(row), engine), kernelId, source, date };
      }),
    });
    const count = (word: Asked['agreement']) => fresh.filter(({ row }) => answer(row).agreement === word).length;
    return {
      added: fresh.length,
      known: set.rows.length - fresh.length,
      agrees: count('agrees'),
      differs: count('differs'),
      notModelled: count('not modelled'),
    };
  });
}

/** What makes two rows the same: kernel, trial in one spelling, facts. */
function trialOf({ kernels }: ObservationSet, row: Row): string {
  const uname = kernels.find(({ release }) => release === row.release)?.uname ?? '';
  const columns = columnsOf(row);
  return keyOf({ ...columns, release: row.release, uname, facts: printFacts(factsOf(row) ?? {}) });
}

/** Observations of the kernels of a set: their numbers by what makes them the same; 0 where another source brought them. */
async function listHeld(tx: Transaction | PrismaClient, { kernels }: ObservationSet): Promise<Map<string, number>> {
  const rows = await tx.observation.findMany({
    where: { form: { in: ['order', 'probe'] }, observed: { release: { in: kernels.map(({ release }) => release) } } },
    select: { ...keySelect, id: true, source: true, observed: { select: { release: true, uname: true } } },
  });
  return new Map(rows.map((row) => [keyOf({ ...row, ...row.observed }), row.source === 'content' ? row.id : 0]));
}

async function removeOthers(tx: Transaction, held: ReadonlyMap<string, number>, wanted: ReadonlySet<string>) {
  const gone = [...held].flatMap(([trial, id]) => (id > 0 && !wanted.has(trial) ? [id] : []));
  await tx.observation.deleteMany({ where: { id: { in: gone } } });
}

/** Numbers of the kernels of a set, by release; made where they are new. */
async function saveKernels(tx: Transaction, kernels: readonly ObservedKernel[]): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>();
  for (const { release, uname, how, nearest } of kernels) {
    const { id } = await tx.observedKernel.upsert({
      where: { release_uname: { release, uname } },
      create: { release, uname, how, nearest },
      update: {},
      select: { id: true },
    });
    numbers.set(release, id);
  }
  return numbers;
}

function columnsOf(row: Row) {
  if (row.form === 'probe') return { form: row.form, kind: 'base', pin: '', steps: row.probe, outcome: row.said };
  const { form, kind, pin, order: steps, facts } = row;
  return { form, kind, pin, steps, outcome: printFacts(facts) };
}

function answerColumns({ agreement, reason, facts, ends, text }: Asked, engine: string) {
  return { agreement, reason, facts: printFacts(facts), ends: JSON.stringify(ends.map(printFacts)), text, engine };
}

const keySelect = { form: true, kind: true, pin: true, steps: true, outcome: true, facts: true } as const;

interface Key extends Readonly<Record<keyof typeof keySelect, string>> {
  readonly release: string;
  readonly uname: string;
}

function keyOf({ release, uname, form, kind, pin, steps, outcome, facts }: Key): string {
  const read = form === 'order' ? readOrder(steps).steps : null;
  const trial = form === 'probe' ? nameOfProbe(steps) : read === null ? steps : printOrder(read);
  return JSON.stringify([release, uname, form, kind, pin, trial, facts === '' ? outcome : facts]);
}

const rowSelect = {
  id: true,
  form: true,
  kind: true,
  pin: true,
  steps: true,
  outcome: true,
  date: true,
  agreement: true,
  reason: true,
  facts: true,
  ends: true,
  text: true,
  engine: true,
  kernelId: true,
  scenarioId: true,
  observed: { select: { release: true } },
} as const satisfies Prisma.ObservationSelect;

type Stored = Prisma.ObservationGetPayload<{ select: typeof rowSelect }>;

/** Asks the model again about every order and probe that another engine answered. Returns how many there were. */
export async function askObservationsAgain(prisma: PrismaClient, { engine, ask }: Oracle): Promise<number> {
  const stale = await prisma.observation.findMany({
    where: { engine: { not: engine }, form: { in: ['order', 'probe'] } },
    select: rowSelect,
    orderBy: { id: 'asc' },
  });
  const answers = stale.map((row) => ({ id: row.id, data: answerColumns(ask(viewAsked(row)), engine) }));
  if (answers.length === 0) return 0;
  await inTransaction(prisma, async (tx) => {
    for (const { id, data } of answers) await tx.observation.updateMany({ where: { id }, data });
  });
  return answers.length;
}

function viewAsked(row: Omit<Stored, 'observed'> & { readonly observed: { readonly release: string } }): Row {
  const { release } = row.observed;
  if (row.form === 'probe') return { form: 'probe', release, probe: row.steps, said: row.outcome };
  const { kind, pin, steps: order } = row;
  return { form: 'order', release, kind, pin, order, facts: readFacts(row.outcome) ?? {} };
}

/** Everything that was observed of orders and probes, as a set: what two machines of one release saw stands together. */
export async function findObservationSet(prisma: PrismaClient): Promise<ObservationSet> {
  const rows = await prisma.observation.findMany({
    where: { form: { in: ['order', 'probe'] } },
    select: { ...rowSelect, observed: true },
    orderBy: { id: 'asc' },
  });
  const kernels = new Map<string, ObservedKernel>();
  for (const { observed, date: measured } of rows) {
    const { release, uname, how, nearest } = observed;
    if (!kernels.has(release)) kernels.set(release, { release, uname, how, nearest, measured });
  }
  const sorted = [...kernels.values()].toSorted((a, b) => compareReleases(a.release, b.release));
  return { kernels: sorted, rows: rows.map(viewAsked), repeated: 0 };
}

/** Every kernel that was observed, in the order of their releases. */
export async function listObservedKernels(): Promise<readonly ObservedKernelRow[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.observedKernel.findMany({ include: { _count: { select: { observations: true } } } });
  return rows
    .map(({ id, release, uname, how, nearest, _count }) => ({
      id,
      release,
      uname,
      how,
      nearest,
      rows: _count.observations,
    }))
    .toSorted((a, b) => compareReleases(a.release, b.release) || a.id - b.id);
}

/** Every order and probe that was observed, as it came in. */
export async function listObservations(): Promise<readonly ObservedRow[]> {
  const { prisma } = await getMoot();
  const { _count, _max } = await prisma.observation.aggregate({ _count: true, _max: { id: true, engine: true } });
  const stamp = [_count, _max.id, _max.engine].join(' ');
  const kept = listed.get(prisma);
  if (kept?.stamp === stamp) return kept.rows;
  const rows = (await prisma.observation.findMany({ select: rowSelect, orderBy: { id: 'asc' } })).map(viewRow);
  listed.set(prisma, { stamp, rows });
  return rows;
}

/** What was listed last: it changes with each row that comes or goes, and when another version of the model answers. */
const listed = new WeakMap<PrismaClient, { readonly stamp: string; readonly rows: readonly ObservedRow[] }>();

function viewRow(row: Stored): ObservedRow {
  const { id, form, kind, pin, steps, outcome, date, reason, text, kernelId, observed } = row;
  const ends: unknown = JSON.parse(row.ends);
  return {
    id,
    form,
    kernelId,
    scenarioId: row.scenarioId,
    release: observed.release,
    kind,
    pin,
    steps,
    outcome,
    date,
    agreement: readWord(agreements, row.agreement),
    reason,
    facts: readFacts(row.facts) ?? {},
    ends: Array.isArray(ends) ? ends.map((end): Facts => readFacts(String(end)) ?? {}) : [],
    text,
  };
}

/** `5.10.218` before `6.1.192`. */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? -1) - (right[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function numbersOf(release: string): readonly number[] {
  return (release.match(/\d+/g) ?? []).map(Number);
}
