import { type Expected, type JudgedExpectation, judgeExpectation } from '#lib/argument/expectation';
import { listConcessions, listLastDoubts, type Word } from '#lib/argument/last-words';
import { getClaimRows } from '#lib/db/claim-row';
import { getDebate } from '#lib/db/debate-records';
import { findHeld } from '#lib/db/held';
import { listObjections, type ObjectionView } from '#lib/db/objections';
import { getMoot } from '#lib/db/open';
import type { ClaimRow, PersonRef } from '#lib/db/record-types';

/** A word with what its row links to. */
export interface WordView extends Omit<Word, 'person'> {
  readonly person: PersonRef;
  /** The claim that it is about; null where it is about something else. */
  readonly claim: ClaimRow | null;
  /** The statement of a claim, the title of a change or an objection. */
  readonly title: string;
  readonly held: boolean;
}

/** Who granted or took back what, and whose last word was against a claim. */
export interface WordsOfAll {
  /** Oldest first. */
  readonly concessions: readonly WordView[];
  /** Newest first. */
  readonly doubts: readonly WordView[];
}

/** The words that ended something, of everybody. */
export async function listWords(): Promise<WordsOfAll> {
  const { prisma } = await getMoot();
  const [debate, rows, people] = await Promise.all([
    getDebate(),
    getClaimRows(prisma),
    prisma.record.findMany({ where: { kind: 'person' }, select: { slug: true, title: true } }),
  ]);
  const [concessions, doubts] = [listConcessions(debate), listLastDoubts(debate)];
  const held = await findHeld(
    prisma,
    [...concessions, ...doubts].flatMap(({ message }) => message ?? []),
  );
  const names = new Map(people.map(({ slug, title }) => [slug, title]));
  const claims = new Map([...rows.values()].map((claim) => [claim.slug, claim]));
  const titles = new Map(
    [
      ...debate.changes.map((one) => ({ kind: 'change', ...one })),
      ...debate.objections.map((one) => ({ kind: 'objection', ...one })),
    ].map(({ kind, id, title }) => [`${kind}/${id}`, title]),
  );
  const view = (word: Word): WordView => {
    const { kind, slug } = word.about;
    const claim = kind === 'claim' ? (claims.get(slug) ?? null) : null;
    return {
      ...word,
      person: { slug: word.person, name: names.get(word.person) ?? word.person },
      claim,
      title: claim?.title ?? titles.get(`${kind}/${slug}`) ?? slug,
      held: word.message !== null && held.has(word.message),
    };
  };
  return { concessions: concessions.map(view), doubts: doubts.map(view) };
}

/** What a person expected of a scenario, and whether the runs agree. */
export interface OwnExpectation {
  readonly claim: ClaimRow;
  readonly expected: Expected;
  /** One for each policy that it names. */
  readonly judged: readonly JudgedExpectation[];
  readonly held: boolean;
}

/** What a person granted, expected and objected to. */
export interface PersonRecord {
  readonly concessions: readonly WordView[];
  /** Oldest first. */
  readonly expectations: readonly OwnExpectation[];
  readonly objections: readonly ObjectionView[];
  /** What is known of claims with hindsight, by slug of those that have it. */
  readonly hindsights: ReadonlyMap<string, string>;
}

export async function findPersonRecord(slug: string): Promise<PersonRecord> {
  const { prisma } = await getMoot();
  const [debate, rows, words, objections] = await Promise.all([
    getDebate(),
    getClaimRows(prisma),
    listWords(),
    listObjections(),
  ]);
  const claims = new Map([...rows.values()].map((claim) => [claim.slug, claim]));
  const expected = debate.claims.flatMap(({ id, expects }) =>
    expects.filter(({ person }) => person === slug).map((one) => ({ claim: claims.get(id), expected: one })),
  );
  const held = await findHeld(
    prisma,
    expected.map(({ expected: { message } }) => message),
  );
  return {
    concessions: words.concessions.filter(({ person }) => person.slug === slug),
    expectations: expected
      .flatMap(({ claim, expected: one }): OwnExpectation[] =>
        claim === undefined
          ? []
          : [{ claim, expected: one, judged: judgeExpectation(one, debate.verdicts), held: held.has(one.message) }],
      )
      .toSorted((a, b) => (a.expected.date < b.expected.date ? -1 : a.expected.date > b.expected.date ? 1 : 0)),
    objections: objections.rows.filter(({ person }) => person.slug === slug),
    hindsights: new Map(
      debate.claims.flatMap(({ id, hindsight }) => (hindsight === undefined ? [] : [[id, hindsight]])),
    ),
  };
}
