import { z } from 'zod';
import { recordKinds, records } from '#lib/argument/records';
import { worstFirst } from '#lib/argument/standing';

const verdict = z.enum(worstFirst);

const cell = z.strictObject({
  family: z.string(),
  claim: z.string(),
  policy: z.string(),
  kind: z.string().nullable(),
  verdict,
  scenario: z.string().nullable(),
  property: z.string().nullable(),
  states: z.int(),
  schedules: z.string().nullable(),
  complete: z.boolean(),
  bound: z.string().nullable(),
  steps: z.int().nullable(),
  stale: z.boolean(),
  copies: z.strictObject({ least: z.int(), most: z.int() }).nullable(),
});

const run = z.strictObject({
  scenario: z.string(),
  policy: z.string(),
  kind: z.string(),
  engine: z.string(),
  textHash: z.string(),
  verdict,
  complete: z.boolean(),
  bound: z.string().nullable(),
  states: z.int(),
  transitions: z.int(),
  schedules: z.string().nullable(),
  properties: z.array(
    z.strictObject({ name: z.string(), verdict, vacuous: z.boolean(), schedule: z.string().nullable() }),
  ),
});

const labels = z.strictObject({
  under: z.string(),
  claims: z.array(z.strictObject({ claim: z.string(), label: z.string() })),
});

/** Where the schema is served, and what `$schema` of a document says. */
export const schemaAddress = '/schema/debate.json';

/** A document whose records may hold anything in their front matter: each is read by the schema of its kind afterwards. */
export const looseDocument = documentOf(
  z.strictObject({
    kind: z.enum(recordKinds, `expected one of ${recordKinds.join(', ')}`),
    slug: z.string('expected the name of the record'),
    front: z.unknown(),
    body: z.string('expected the Markdown of the record'),
  }),
);

function documentOf<T extends z.ZodType>(record: T) {
  return z.strictObject({
    $schema: z.string().optional(),
    format: z.literal('moot-debate', 'expected moot-debate'),
    version: z.literal(1, 'expected 1, the version that this Moot reads'),
    title: z.string(),
    records: z.array(record, 'expected a list of records'),
    cells: z.array(cell).default([]),
    runs: z.array(run).default([]),
    labels: labels.nullable().default(null),
  });
}

/** JSON Schema (2020-12) of a document. What a schema cannot say, that a link leads somewhere, is checked when it is read. */
export function makeJsonSchema(): object {
  const kinds = recordKinds.map((kind) =>
    z.strictObject({ kind: z.literal(kind), slug: z.string(), front: records[kind].schema, body: z.string() }),
  );
  const { $schema, ...rest } = z.toJSONSchema(documentOf(z.union(kinds)), { io: 'input', unrepresentable: 'any' });
  return { $schema, $id: schemaAddress, title: 'A debate, as Moot writes and reads it', ...rest };
}
