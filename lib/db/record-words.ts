import Database from 'better-sqlite3';
import type { RecordKind } from '#lib/argument/records';
import type { Moot } from '#lib/db/open';
import { readWords } from '#lib/markdown/excerpt';
import type { Words } from '#lib/search/query';
import { cutSnippet, type SnippetSegment } from '#lib/search/snippet';
import { foldText } from '#lib/search/terms';

/** The kinds of record that full text is kept of. */
const kinds = [
  'claim',
  'finding',
  'scenario',
  'objection',
  'policy',
  'person',
  'change',
  'term',
  'guide',
  'decision',
] as const satisfies readonly RecordKind[];

export type FoundKind = (typeof kinds)[number];

/** A record that has some words; `rank` is greater for a better one. */
export interface RecordMatch {
  readonly kind: FoundKind;
  readonly slug: string;
  readonly title: string;
  readonly rank: number;
}

/** The words of all records, in memory: made again where a record was saved since. The same on every engine. */
export interface RecordText {
  /** Every record that has these words side by side, in no order. A word in the title counts as four in the body. */
  readonly match: (words: Words) => readonly RecordMatch[];
  /** A piece of the text of a record, with the words marked; its beginning where it has none of them. */
  readonly cutSnippet: (kind: string, slug: string, words: readonly Words[]) => readonly SnippetSegment[];
  /** What it was made of: see `readState`. */
  readonly state: string;
}

const kept = new WeakMap<Moot, Promise<RecordText>>();

/** The words of all records as they are now. */
export async function openRecordText(moot: Moot): Promise<RecordText> {
  const state = await readState(moot);
  const known = kept.get(moot);
  const before = await known?.catch(() => undefined);
  if (before?.state === state) return before;
  // Somebody else may have begun to make it meanwhile.
  const now = kept.get(moot);
  if (now !== undefined && now !== known) return now;
  // What was made before is not closed: somebody may be asking it. It goes when nobody holds it.
  const made = fill(moot).then((database) => ask(database, state));
  kept.set(moot, made);
  made.catch(() => kept.delete(moot));
  return made;
}

/** Changes with every save, new record and deletion. */
async function readState({ prisma }: Moot): Promise<string> {
  const { _count, _sum, _max } = await prisma.record.aggregate({
    _count: { id: true },
    _sum: { version: true },
    _max: { id: true, updatedAt: true },
  });
  return [_count.id, _sum.version, _max.id, _max.updatedAt?.getTime()].join(' ');
}

async function fill({ prisma }: Moot): Promise<Database.Database> {
  const records = await prisma.record.findMany({
    where: { kind: { in: [...kinds] } },
    select: {
      kind: true,
      slug: true,
      title: true,
      body: true,
      scenario: { select: { question: true, text: true } },
      claim: {
        select: { hindsight: true, counterexamples: { select: { record: { select: { title: true, body: true } } } } },
      },
    },
  });
  const database = new Database(':memory:');
  database.exec(`
    CREATE TABLE record (id INTEGER PRIMARY KEY, kind TEXT, slug TEXT, title TEXT, body TEXT, UNIQUE (kind, slug));
    CREATE VIRTUAL TABLE ft USING fts5(title, body, content='', tokenize="ascii tokenchars '_'");
  `);
  database.transaction(() => {
    const insert = database.prepare('INSERT INTO record (kind, slug, title, body) VALUES (?, ?, ?, ?)');
    const index = database.prepare('INSERT INTO ft (rowid, title, body) VALUES (?, ?, ?)');
    for (const { kind, slug, title, body, scenario, claim } of records) {
      // A counterexample has no page of its own: its words are found in the claim that it defeats.
      const against = claim?.counterexamples.flatMap(({ record }) => [record.title, readWords(record.body)]) ?? [];
      const words = [readWords(body), scenario?.question, scenario?.text, claim?.hindsight, ...against];
      const text = words.filter(Boolean).join('\n');
      const { lastInsertRowid } = insert.run(kind, slug, title, text);
      index.run(BigInt(lastInsertRowid), foldText(title), foldText(text));
    }
  })();
  return database;
}

function ask(database: Database.Database, state: string): RecordText {
  const match = database.prepare<[string], RecordMatch>(
    `SELECT kind, slug, record.title, -bm25(ft, 4, 1) AS rank FROM ft JOIN record ON record.id = ft.rowid WHERE ft MATCH ?`,
  );
  const body = database.prepare<[string, string], { body: string }>(
    'SELECT body FROM record WHERE kind = ? AND slug = ?',
  );
  return {
    match: ({ terms, isBeginning }) => match.all(`"${terms.join(' ')}"${isBeginning ? ' *' : ''}`),
    cutSnippet: (kind, slug, words) => cutSnippet(body.get(kind, slug)?.body ?? '', words),
    state,
  };
}
