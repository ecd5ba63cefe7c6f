import { z } from 'zod';
import type { Facts } from '#lib/observation/facts';
import type { ObservationSet, ObservedKernel, OrderObservation, ProbeObservation } from '#lib/observation/observation';
import { findJsonPlace, type JsonPlace, placeAt, printJsonPath } from '#lib/text/json-place';

/** What is wrong in a file of observations, and where. */
export interface SetProblem extends JsonPlace {
  readonly message: string;
}

const text = z.string().trim().min(1);
const word = text.regex(/^\S+$/, 'expected one word');
const release = text.regex(/^v?\d+\.\d+/, 'expected a kernel release as 6.1.192');
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date as 2026-11-21');

const schema = z.object({
  measured: date,
  note: z.string().optional(),
  kernels: z.record(release, z.object({ uname: z.string().default(''), how: text, nearestPolicy: word.nullish() })),
  pins: z
    .array(
      z
        .object({
          kernel: release,
          memory: word,
          pin: z.string().trim(),
          scenario: z.string().optional(),
          steps: text,
          pin_sees: word.nullable(),
          writer_page: z.enum(['reused', 'copied']).nullish(),
          parent_sees: word.nullish(),
          child_sees: word.nullish(),
        })
        .refine((row) => Object.keys(factsOf(row)).length > 0, 'says nothing of what was seen'),
    )
    .default([]),
  other: z.array(z.object({ kernel: release, probe: text, observed: text })).default([]),
});

type Read = z.infer<typeof schema>;

/** Reads a file of observations: all of it, or what is wrong with it. At most 20 problems are told. */
export function readObservationSet(
  json: string,
):
  | { readonly set: ObservationSet; readonly problems: readonly [] }
  | { readonly set: null; readonly problems: readonly SetProblem[] } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? json.length);
    return { set: null, problems: [{ message: `this is no JSON: ${message}`, ...placeAt(json, offset) }] };
  }
  const { success, data, error } = schema.safeParse(value);
  const problems = success ? findUnnamed(data) : error.issues.map(({ path, message }) => ({ path, message }));
  if (success && problems.length === 0) return { set: collect(data), problems: [] };
  return {
    set: null,
    problems: problems.slice(0, 20).map(({ path, message }) => {
      const keys = path.map((key) => (typeof key === 'number' ? key : String(key)));
      return { message: `${printJsonPath(keys)}: ${message}`, ...findJsonPlace(json, keys) };
    }),
  };
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Every row speaks of a kernel that the file describes. */
function findUnnamed({ kernels, pins, other }: Read): readonly Problem[] {
  const isKnown = (kernel: string) => Object.hasOwn(kernels, kernel);
  const known = Object.keys(kernels).join(', ') || 'none';
  const complain = (list: 'pins' | 'other', rows: readonly { readonly kernel: string }[]) =>
    rows.flatMap(({ kernel }, index): Problem[] =>
      isKnown(kernel)
        ? []
        : [{ path: [list, index, 'kernel'], message: `${kernel} is none of the file's kernels (${known})` }],
    );
  return [...complain('pins', pins), ...complain('other', other)];
}

function collect(read: Read): ObservationSet {
  const kernels = Object.entries(read.kernels).map(([name, { uname, how, nearestPolicy }]): ObservedKernel => {
    return { release: name, uname, how, nearest: nearestPolicy ?? null, measured: read.measured };
  });
  const rows = [
    ...read.pins.map((row): OrderObservation => {
      const { kernel, memory: kind, pin, steps: order } = row;
      return { form: 'order', release: kernel, kind, pin, order, facts: factsOf(row) };
    }),
    ...read.other.map(({ kernel, probe, observed }): ProbeObservation => {
      return { form: 'probe', release: kernel, probe, said: observed };
    }),
  ];
  const once = [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
  return { kernels, rows: once, repeated: rows.length - once.length };
}

interface Seen {
  readonly pin_sees: string | null;
  readonly writer_page?: string | null | undefined;
  readonly parent_sees?: string | null | undefined;
  readonly child_sees?: string | null | undefined;
}

function factsOf(row: Seen): Facts {
  const facts = { pin: row.pin_sees, page: row.writer_page, parent: row.parent_sees, child: row.child_sees };
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value]])),
  );
}
