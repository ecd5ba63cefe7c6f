import { z } from 'zod';
import { attitudes } from '#lib/argument/stance';

/**
 * The fields that several kinds of records share. A schema's order of keys is the canonical order of the front matter,
 * and its objects are strict: a misspelt key is an error, not silence.
 */

/** One line of text. Longer text belongs in the body. */
export const line = z
  .string({
    error: (issue) =>
      typeof issue.input === 'number' || typeof issue.input === 'boolean'
        ? 'expected text; write it in single quotes'
        : issue.input === undefined
          ? 'this key is missing'
          : 'expected one line of text',
  })
  .min(1, 'expected text; leave the key out where there is nothing to say')
  .regex(/^[^\r\n]*$/, 'expected one line; longer text belongs in the body')
  .refine((text) => text === text.trim(), 'expected no blanks at either end');

/** Name of a record: lower case, digits and hyphens; also the name of its file. */
export const slug = line.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens');

/** Id of a policy: `A1`, `A2s`. Also the name of its file. */
export const policyId = line.regex(/^[A-Z][A-Za-z0-9]*$/, 'expected an id like A1');

/** A Message-ID without angle brackets. RFC 5322 3.6.4, loosely: what stands in archives is not always an addr-spec. */
export const messageId = line.regex(/^[^\s<>]+@[^\s<>]+$/, 'expected a Message-ID without angle brackets');

/** A day, ISO 8601. */
export const date = line
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date like 2021-12-18')
  .refine((text) => isDay(text), 'there is no such day');

/** A commit id, abbreviated to 12 digits or in full. */
export const commit = line.regex(/^[0-9a-f]{12,40}$/, 'expected 12 to 40 hexadecimal digits');

/** Name of a property of a scenario. */
export const property = line;

/** Kind of page that a scenario is played on: `thp`. What kinds there are, its simulator knows. */
export const pageKind = line.regex(/^[a-z][a-z0-9-]*$/, 'expected a kind of page like thp');

/** Letters of a schedule, as the explorer prints them. */
export const schedule = line;

/** SHA-256 of words with white space folded. */
export const wordsHash = line.regex(/^[0-9a-f]{64}$/, 'expected the 64 hexadecimal digits of a SHA-256');

const position = z.number('expected a number').int('expected a whole number');

/** Place in a list; any whole number, smaller first. */
export const order = position;

/** 1-based paragraph of a mail. */
export const paragraph = position.min(1, 'paragraphs are counted from 1');

/** What a person said of the record, and in which mail. Never without a source. */
export const stance = z.strictObject({
  person: slug,
  attitude: z.enum(attitudes, `expected ${attitudes.join(', ')}`),
  message: messageId,
  date,
  paragraph: paragraph.optional(),
  hash: wordsHash.optional(),
  note: line,
});

export type StanceField = z.infer<typeof stance>;

/** Where something is said: a mail, a commit, or both. */
export const source = z
  .strictObject({
    message: messageId.optional(),
    commit: commit.optional(),
    author: line.optional(),
    date: date.optional(),
    release: line.optional(),
    note: line.optional(),
  })
  .refine(
    (value) => value.message !== undefined || value.commit !== undefined || value.note !== undefined,
    'expected a message, a commit or a note',
  );

export type SourceField = z.infer<typeof source>;

/** A list that may be left out. */
export function list<T extends z.ZodType>(item: T) {
  return z.array(item, 'expected a list').default([]);
}

/** Whether the calendar has the day; Gregorian, without looking at a clock. */
function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}
