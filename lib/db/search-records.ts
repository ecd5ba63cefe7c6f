import Database from 'better-sqlite3';
import type { RecordKind } from '#lib/argument/records';
import { getMoot, type Moot } from '#lib/db/open';
import { readWords } from '#lib/markdown/excerpt';
import type { SnippetSegment } from '#lib/search/snippet';

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

/** A record with the words that were looked for. */
export interface RecordHit {
  readonly kind: FoundKind;
  readonly slug: string;
  readonly title: string;
  readonly snippet: readonly SnippetSegment[];
}

/** Raised when the table or what goes into it changes: an older file is made again. */
const format = 2;

const schema = `
  DROP TABLE IF EXISTS record_text;
  CREATE VIRTUAL TABLE record_text USING fts5(
    kind UNINDEXED, slug UNINDEXED, title, body, tokenize = "unicode61 remove_diacritics 2 tokenchars '_'"
  );
  CREATE TABLE IF NOT EXISTS record_text_state (id INTEGER PRIMARY KEY CHECK (id = 1), state TEXT NOT NULL);
`;

/**
 * Claims, scenarios and the other records that have all the words of `query`, best first. Words are whole words, a last
 * `*` makes one a beginning, quotation marks a phrase. Nothing is found for a query without words.
 */
export async function searchRecords(query: string, limit = 30): Promise<RecordHit[]> {
  const match = toMatch(query);
  if (match === undefined) return [];
  const database = await openRecordText(await getMoot());
  const rows = database
    .prepare<[string, number], { kind: FoundKind; slug: string; title: string; snippet: string }>(
      `SELECT kind, slug, title, snippet(record_text, 3, char(57344), char(57345), '…', 28) AS snippet
       FROM record_text WHERE record_text MATCH ? ORDER BY bm25(record_text, 0, 0, 4, 1) LIMIT ?`,
    )
    .all(match, limit);
  return rows.map(({ kind, slug, title, snippet }) => ({ kind, slug, title, snippet: cutSnippet(snippet) }));
}

/** The query in FTS5's words: every term quoted, so that no mark of the reader's is taken for an operator. */
function toMatch(query: string): string | undefined {
  const terms = query.match(/"[^"]*"\*?|\S+/g) ?? [];
  // `s:` and its like speak of mail: a record has no sender and no diff.
  if (terms.some((term) => /^-?[a-z]{1,7}:\S/.test(term))) return undefined;
  const quoted = terms.flatMap((term) => {
    const words = term.replace(/["*]/g, ' ').trim();
    if (!/[\p{L}\p{N}_]/u.test(words)) return [];
    return [`"${words}"${term.endsWith('*') ? ' *' : ''}`];
  });
  return quoted.length === 0 ? undefined : quoted.join(' AND ');
}

/** FTS5 puts characters of the private use area around the words that it found. */
function cutSnippet(text: string): SnippetSegment[] {
  return text.split(/(\uE000[^\uE001]*\uE001)/).flatMap((part) => {
    if (part === '') return [];
    const isHit = part.startsWith('\uE000');
    return [{ text: isHit ? part.slice(1, -1) : part, isHit }];
  });
}

const kept = new WeakMap<Moot, Database.Database>();

/** The full text of the records, in memory; made again where a record was saved since: some hundred of them take milliseconds. */
async function openRecordText(moot: Moot): Promise<Database.Database> {
  const database = kept.get(moot) ?? new Database(':memory:');
  kept.set(moot, database);
  const state = await readState(moot);
  if (findState(database) !== state) await fill(moot, database, state);
  return database;
}

/** Changes with every save, new record and deletion. */
async function readState({ prisma }: Moot): Promise<string> {
  const { _count, _sum, _max } = await prisma.record.aggregate({
    _count: { id: true },
    _sum: { version: true },
    _max: { id: true, updatedAt: true },
  });
  return [format, _count.id, _sum.version, _max.id, _max.updatedAt?.getTime()].join(' ');
}

function findState(database: Database.Database): string | undefined {
  const isThere = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'record_text_state'").get() !== undefined;
  if (!isThere) return undefined;
  return database.prepare<[], { state: string }>('SELECT state FROM record_text_state').get()?.state;
}

async function fill({ prisma }: Moot, database: Database.Database, state: string): Promise<void> {
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
  database.transaction(() => {
    database.exec(schema);
    const insert = database.prepare('INSERT INTO record_text (kind, slug, title, body) VALUES (?, ?, ?, ?)');
    for (const { kind, slug, title, body, scenario, claim } of records) {
      // A counterexample has no page of its own: its words are found in the claim that it defeats.
      const against = claim?.counterexamples.flatMap(({ record }) => [record.title, readWords(record.body)]) ?? [];
      const words = [readWords(body), scenario?.question, scenario?.text, claim?.hindsight, ...against];
      insert.run(kind, slug, title, words.filter(Boolean).join('\n'));
    }
    database.prepare('INSERT OR REPLACE INTO record_text_state (id, state) VALUES (1, ?)').run(state);
  })();
}
