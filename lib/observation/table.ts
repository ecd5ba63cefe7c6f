import { factsOf } from '#lib/observation/ask';
import { printFacts, readFacts } from '#lib/observation/facts';
import type { ObservationSet, ObservedKernel, OrderObservation, ProbeObservation } from '#lib/observation/observation';
import { printOrder, readOrder } from '#lib/observation/order';
import { nameOfProbe } from '#lib/observation/probes';
import { type CsvRow, printCsv, readCsv } from '#lib/text/csv';

/** Observations as tables: a line for each kernel, for each order and for each probe, a column for each kernel. */
export interface ObservationTables {
  readonly kernels: string;
  readonly orders: string;
  readonly probes: string;
}

/** What is wrong in a table; lines are 1-based. */
export interface TableProblem {
  readonly table: keyof ObservationTables;
  readonly line: number;
  readonly message: string;
}

/** First line of each table, as far as it is the same everywhere; a column for each kernel follows in the last two. */
const heads = {
  kernels: ['release', 'uname', 'how', 'nearest', 'measured'],
  orders: ['memory', 'pin', 'order'],
  probes: ['probe'],
} as const satisfies Record<keyof ObservationTables, readonly string[]>;

/** Reads the three tables: all of them, or what is wrong. */
export function readTables(tables: ObservationTables): {
  readonly set: ObservationSet | null;
  readonly problems: readonly TableProblem[];
} {
  const problems: TableProblem[] = [];
  const open = (table: keyof ObservationTables) => {
    const [first, ...rows] = readCsv(tables[table]);
    const head = first?.fields ?? [];
    const complain = (line: number, message: string) => problems.push({ table, line, message });
    if (heads[table].some((name, index) => head[index] !== name)) {
      complain(first?.line ?? 1, `expected the head ${heads[table].join(',')}`);
      return { rows: [], releases: [], complain };
    }
    const whole = rows.filter(({ line, fields }) => {
      if (fields.length === head.length) return true;
      complain(line, `expected ${head.length} fields, found ${fields.length}`);
      return false;
    });
    return { rows: whole, releases: head.slice(heads[table].length), complain };
  };

  const kernels = open('kernels').rows.map(({ fields }): ObservedKernel => {
    const [release = '', uname = '', how = '', nearest = '', measured = ''] = fields;
    return { release, uname, how, nearest: nearest === '' ? null : nearest, measured };
  });
  const known = new Set(kernels.map(({ release }) => release));
  const rows: (OrderObservation | ProbeObservation)[] = [];
  for (const table of ['orders', 'probes'] as const) {
    const { rows: lines, releases, complain } = open(table);
    for (const release of releases) if (!known.has(release)) complain(1, `${release} is no kernel of kernels.csv`);
    for (const line of lines) {
      for (const [index, release] of releases.entries()) {
        const said = line.fields[heads[table].length + index] ?? '';
        if (said === '') continue;
        const facts = readFacts(said);
        if (facts === undefined) complain(line.line, `expected facts as page=copied, found “${said}”`);
        else rows.push(makeRow(table, line, release, said));
      }
    }
  }
  const set = { kernels, rows, repeated: 0 };
  return { set: problems.length === 0 ? set : null, problems };
}

function makeRow(table: 'orders' | 'probes', { fields }: CsvRow, release: string, said: string) {
  const [first = '', pin = '', order = ''] = fields;
  if (table === 'probes') return { form: 'probe', release, probe: first, said } as const;
  return { form: 'order', release, kind: first, pin, order, facts: readFacts(said) ?? {} } as const;
}

/**
 * Writes observations as tables, orders in one spelling, in the order in which they came. What cannot be said as facts is
 * left out: the words of a program are its own.
 */
export function printTables({ kernels, rows }: ObservationSet): ObservationTables {
  const releases = kernels.map(({ release }) => release);
  const print = (form: 'order' | 'probe') => {
    const lines = new Map<string, { readonly first: readonly string[]; readonly cells: Map<string, string> }>();
    for (const row of rows) {
      const facts = printFacts(factsOf(row) ?? {});
      if (row.form !== form || facts === '') continue;
      const first = firstFields(row);
      const key = JSON.stringify(first);
      const line = lines.get(key) ?? { first, cells: new Map<string, string>() };
      lines.set(key, line);
      line.cells.set(row.release, facts);
    }
    return [...lines.values()].map(({ first, cells }) => [...first, ...releases.map((name) => cells.get(name) ?? '')]);
  };
  return {
    kernels: printCsv([
      heads.kernels,
      ...kernels.map(({ release, uname, how, nearest, measured }) => [release, uname, how, nearest ?? '', measured]),
    ]),
    orders: printCsv([[...heads.orders, ...releases], ...print('order')]),
    probes: printCsv([[...heads.probes, ...releases], ...print('probe')]),
  };
}

function firstFields(row: OrderObservation | ProbeObservation): readonly string[] {
  if (row.form === 'probe') return [nameOfProbe(row.probe)];
  const { steps } = readOrder(row.order);
  return [row.kind, row.pin, steps === null ? row.order : printOrder(steps)];
}
