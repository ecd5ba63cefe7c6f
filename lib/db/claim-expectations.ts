import { type Expected, type JudgedExpectation, judgeExpectation } from '#lib/argument/expectation';
import { getDebate } from '#lib/db/debate-records';
import { findHeld } from '#lib/db/held';
import { getMoot } from '#lib/db/open';
import type { PersonRef } from '#lib/db/record-types';

/** What somebody expected to happen, beside what the runs say. */
export interface ExpectationView extends Omit<Expected, 'person'> {
  readonly person: PersonRef;
  /** Whether the mail is imported. */
  readonly held: boolean;
  /** One for each of its policies. */
  readonly judged: readonly JudgedExpectation[];
}

/** What people expected when they spoke of a claim, in the order of its record. */
export async function listExpectations(slug: string): Promise<readonly ExpectationView[]> {
  const { prisma } = await getMoot();
  const { claims, verdicts } = await getDebate();
  const expects = claims.find(({ id }) => id === slug)?.expects ?? [];
  if (expects.length === 0) return [];
  const [held, people] = await Promise.all([
    findHeld(
      prisma,
      expects.map(({ message }) => message),
    ),
    prisma.record.findMany({
      where: { kind: 'person', slug: { in: expects.map(({ person }) => person) } },
      select: { slug: true, title: true },
    }),
  ]);
  const names = new Map(people.map((person) => [person.slug, person.title]));
  return expects.map((expected) => ({
    ...expected,
    person: { slug: expected.person, name: names.get(expected.person) ?? expected.person },
    held: held.has(expected.message),
    judged: judgeExpectation(expected, verdicts),
  }));
}
