import type { z } from 'zod';
import type { PrismaClient } from '#lib/db/generated/client';
import { hashText } from '#lib/db/hash-text';

/** A question that a search answers: everything that the answer depends on but the engine. */
export type Question = readonly string[];

/** Most questions of one look-up: each is a parameter of a statement. */
const most = 500;

function keyOf(engine: string, question: Question): string {
  return hashText([engine, ...question].map((part) => `${part.length}:${part}`).join(''));
}

/** The answers that are kept, in the order of the questions; undefined where none is, or it is of an older form. */
export async function findAnswers<T>(
  prisma: PrismaClient,
  engine: string,
  questions: readonly Question[],
  form: z.ZodType<T>,
): Promise<readonly (T | undefined)[]> {
  const keys = questions.map((question) => keyOf(engine, question));
  const found = new Map<string, string>();
  for (let from = 0; from < keys.length; from += most) {
    const rows = await prisma.answer.findMany({ where: { key: { in: keys.slice(from, from + most) } } });
    for (const { key, value } of rows) found.set(key, value);
  }
  return keys.map((key) => {
    const value = found.get(key);
    const read = value === undefined ? undefined : form.safeParse(JSON.parse(value));
    return read?.success === true ? read.data : undefined;
  });
}

/** Keeps an answer. Two who found the same at once keep one: it is the same. */
export async function keepAnswer(
  prisma: PrismaClient,
  engine: string,
  question: Question,
  value: unknown,
): Promise<void> {
  const key = keyOf(engine, question);
  const data = { engine, value: JSON.stringify(value) };
  await prisma.answer.upsert({ where: { key }, create: { key, ...data }, update: data });
}

/** Sweeps what was found by engines that are no longer here. */
export async function sweepAnswers(prisma: PrismaClient, engines: readonly string[]): Promise<void> {
  await prisma.answer.deleteMany({ where: { engine: { notIn: [...engines] } } });
}
