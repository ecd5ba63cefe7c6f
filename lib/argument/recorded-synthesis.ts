import { z } from 'zod';
import type { SynthesisResult } from '#lib/scenario/synthesis';

const notRight = z.strictObject({ scenario: z.string(), kind: z.string(), by: z.string() });
const fared = { notRight: z.array(notRight), least: z.number(), most: z.number() };
const rule = z.strictObject({
  ...fared,
  size: z.number(),
  alike: z.number(),
  text: z.string(),
  words: z.array(z.string()),
});
const list = z.strictObject({
  judged: z.number(),
  hopeless: z.array(notRight),
  rules: z.array(rule),
  isComplete: z.boolean(),
});

const schema = z.strictObject({
  /** Version of the engine that judged. */
  engine: z.string(),
  /** SHA-256 of all that the search depended on of its scenarios. */
  corpus: z.string(),
  family: z.string(),
  size: z.number(),
  perCondition: z.number(),
  like: z.string(),
  scenarios: z.number(),
  all: list,
  reference: z.strictObject({ policy: z.string(), list, least: z.number(), most: z.number(), better: z.number() }),
  known: z.array(z.strictObject({ policy: z.string(), ...fared })),
});

/** What a search for rules gave, and of what. It is stale where either is another by now. */
export interface RecordedSynthesis extends SynthesisResult {
  readonly engine: string;
  readonly corpus: string;
}

/** Reads a recorded search; a sentence where it cannot be read. */
export function parseSynthesis(text: string): RecordedSynthesis | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return `this is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'cannot be read'}`;
}

/** The text of a recorded search: the same for the same search. */
export function printSynthesis(recorded: RecordedSynthesis): string {
  return `${JSON.stringify(recorded, null, 1)}\n`;
}
