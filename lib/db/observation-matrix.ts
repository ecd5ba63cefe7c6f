import { compareReleases, listObservations } from '#lib/db/observations';
import type { ObservedRow } from '#lib/db/record-types';
import { orderSlug, pinSlug, probeSlug } from '#lib/observation/address';
import { printOrder, readOrder } from '#lib/observation/order';
import { findProbe, nameOfProbe } from '#lib/observation/probes';

/** What was tried on one kind of page, and what each kernel did. */
export interface TrialRow {
  /** Unique among rows. */
  readonly key: string;
  readonly kind: string;
  /** Empty where nothing was pinned. */
  readonly pin: string;
  /** Path of the page that plays it; null where the model has no words for it. */
  readonly path: string | null;
  /** One per release; empty where it was not tried there, several where it was tried again with another outcome. */
  readonly cells: readonly (readonly ObservedRow[])[];
}

/** Trials that do the same to a page, with several pins and on several kinds of page. */
export interface TrialGroup {
  readonly form: 'order' | 'probe' | 'scenario';
  /** The order in one spelling, the name of a probe, or what of a scenario was played. */
  readonly name: string;
  /** What a probe does, in our own words; null for orders and for probes that nobody described. */
  readonly title: string | null;
  readonly rows: readonly TrialRow[];
}

/** Everything that was observed, by trial and release. */
export interface ObservationMatrix {
  readonly releases: readonly string[];
  readonly orders: readonly TrialGroup[];
  readonly probes: readonly TrialGroup[];
  readonly counts: Readonly<Record<ObservedRow['agreement'], number>>;
  /** What may be filtered by, in the order in which it is met. */
  readonly pins: readonly string[];
  readonly kinds: readonly string[];
}

/** What a reader wants to see; empty words let everything through. */
export interface ObservationFilter {
  readonly release: string;
  readonly kind: string;
  readonly pin: string;
  readonly agreement: string;
  /** What the order or the probe has: phrases with semicolons between them, in any order. */
  readonly words: string;
}

/** Orders and probes that pass a filter; `counts` are of these alone, releases and choices of all. */
export async function findObservationMatrix(filter: ObservationFilter): Promise<ObservationMatrix> {
  const all = (await listObservations()).filter(({ form }) => form !== 'scenario');
  const rows = all.filter((row) => isWanted(row, filter));
  const releases = [...new Set(all.map(({ release }) => release))].toSorted(compareReleases);
  const shown = filter.release === '' ? releases : releases.filter((release) => release === filter.release);
  const count = (word: ObservedRow['agreement']) => rows.filter(({ agreement }) => agreement === word).length;
  return {
    releases: shown,
    orders: group(rows, 'order', shown),
    probes: group(rows, 'probe', shown),
    counts: { agrees: count('agrees'), differs: count('differs'), 'not modelled': count('not modelled') },
    pins: [...new Set(all.filter(({ form }) => form === 'order').map(({ pin }) => pin))],
    kinds: [...new Set(all.map(({ kind }) => kind))],
  };
}

function isWanted(row: ObservedRow, { release, kind, pin, agreement, words }: ObservationFilter): boolean {
  const text = `${row.steps} ${nameOf(row)} ${row.pin}`.toLowerCase();
  return (
    (release === '' || row.release === release) &&
    (kind === '' || row.kind === kind) &&
    (pin === '' || row.pin === pin) &&
    (agreement === '' || row.agreement === agreement) &&
    words
      .toLowerCase()
      .split(/[;,]/)
      .every((phrase) => text.includes(phrase.trim()))
  );
}

function nameOf(row: ObservedRow): string {
  if (row.form === 'probe') return nameOfProbe(row.steps);
  if (row.form === 'scenario') return row.steps === '' ? 'in the order of the text' : `schedule ${row.steps}`;
  return nameOfOrder(row.steps);
}

function nameOfOrder(order: string): string {
  const { steps } = readOrder(order);
  return steps === null ? order : printOrder(steps);
}

function pathOf(row: ObservedRow): string | null {
  if (row.form === 'probe') {
    const probe = findProbe(nameOfProbe(row.steps));
    return probe === undefined ? null : `/observations/trial/${probeSlug(probe.id)}`;
  }
  const { steps } = readOrder(row.steps);
  return steps === null ? null : `/observations/${pinSlug(row.pin)}/${orderSlug(steps)}`;
}

/** What kernels did on a scenario: as it stands, and in the orders of steps that its record names. */
export async function findScenarioObservations(
  scenario: { readonly id: number; readonly slug: string },
  orders: readonly { readonly order: string; readonly pin?: string | undefined }[],
): Promise<Pick<ObservationMatrix, 'releases'> & { readonly groups: readonly TrialGroup[] }> {
  const all = await listObservations();
  const own = all.filter(({ scenarioId }) => scenarioId === scenario.id);
  const wanted = new Set(orders.map(({ order, pin = '' }) => JSON.stringify([nameOfOrder(order), pin])));
  const ordered = all.filter(
    (row) => row.form === 'order' && wanted.has(JSON.stringify([nameOfOrder(row.steps), row.pin])),
  );
  const releases = [...new Set([...own, ...ordered].map(({ release }) => release))].toSorted(compareReleases);
  return {
    releases,
    groups: [...group(own, 'scenario', releases, `/scenarios/${scenario.slug}`), ...group(ordered, 'order', releases)],
  };
}

function group(
  rows: readonly ObservedRow[],
  form: TrialGroup['form'],
  releases: readonly string[],
  path?: string,
): TrialGroup[] {
  const groups = new Map<string, Map<string, ObservedRow[]>>();
  for (const row of rows) {
    if (row.form !== form) continue;
    const name = nameOf(row);
    const trials = groups.get(name) ?? new Map<string, ObservedRow[]>();
    groups.set(name, trials);
    const key = JSON.stringify([row.kind, row.pin]);
    trials.set(key, [...(trials.get(key) ?? []), row]);
  }
  return [...groups].map(([name, trials]): TrialGroup => {
    const title = form === 'probe' ? (findProbe(name)?.title ?? null) : null;
    return {
      form,
      name,
      title,
      rows: [...trials].flatMap(([key, seen]): TrialRow[] => {
        const [first] = seen;
        if (first === undefined) return [];
        const cells = releases.map((release) => seen.filter((row) => row.release === release));
        const { kind, pin } = first;
        return [{ key: `${name} ${key}`, kind, pin, path: path ?? pathOf(first), cells }];
      }),
    };
  });
}
