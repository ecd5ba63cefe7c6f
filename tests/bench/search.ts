import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteIndex } from '#lib/db/index/sqlite';
import type { FindOptions, IndexEntry, MailIndex } from '#lib/db/mail-index';
import { parseMessage } from '#lib/mail/message';
import { cutColumns } from '#lib/search/cut-columns';
import { parseQuery } from '#lib/search/parse';
import type { Condition, TypedQuery } from '#lib/search/query';
import { cutSnippet } from '#lib/search/snippet';
import { foldText } from '#lib/search/terms';
import { readMailFile } from '#lib/source/read-file';
import { findShared } from '../needs.ts';
import { type Line, round } from './measure.ts';

/** What is asked, and the median of public-inbox's HTTP server for its like on 10,000 mails, in milliseconds. */
const questions: readonly [name: string, query: string, order: FindOptions['order'], target: number][] = [
  ['common word', 'the', 'date', 8.2],
  ['rare word', 'ptrace', 'date', 1.4],
  ['rare word, ranked', 'ptrace', 'rank', 1.4],
  ['phrase', '"memory leak"', 'date', 7.7],
  ['phrase of common words', '"of the"', 'date', 7.7],
  ['subject prefix and dates', 's:kvm d:2019-06..2019-09', 'date', 5.6],
  ['author and dates', 'f:shuah d:2019-06..2019-07', 'date', 5.6],
  ['two words', 'memory page', 'date', 8.2],
  ['two words, one unwanted', 'memory -page', 'date', 8.2],
  ['either word', 'kvm OR cgroup', 'date', 8.2],
  ['beginning of rare words', 'ptra*', 'date', 1.4],
  ['beginning of common words', 'test*', 'date', 8.2],
  ['dates alone', 'd:2019-06..2019-07', 'date', 5.6],
  ['identifier', 'page_count()', 'date', 1.4],
  ['path', 'dfn:tools/testing/selftests/kvm/Makefile', 'date', 5.6],
];

const ROUNDS = 200;
const YEAR = 365 * 86_400_000;

/**
 * Searches in the full text alone: no page, no mail read. The archive of 100,000 is the 10,000 real mails ten times, each
 * time a year later.
 */
export async function* benchSearch(): AsyncGenerator<Line> {
  const file = findShared('data/mail/kselftest-10k.mbox.gz');
  if (file === undefined) return;
  const entries = await readEntries(file);
  yield foldLine(entries);
  yield snippetLine(entries);
  const medians = new Map<string, number>();
  for (const [mails, order] of [
    [entries.length, 'as they came'],
    [entries.length * 10, 'as they came'],
    [entries.length * 10, 'no order'],
  ] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'moot-bench-search-'));
    const path = join(folder, 'search.db');
    const index = new SqliteIndex(path);
    try {
      const before = process.cpuUsage();
      await fill(index, entries, mails, order === 'no order');
      const { user, system } = process.cpuUsage(before);
      const base = { mails, order };
      yield {
        bench: 'search: indexing',
        ...base,
        figure: Math.round(mails / ((user + system) / 1e6)),
        unit: 'mails a CPU second',
        fileMb: round(statSync(path).size / 1e6),
        memoryMb: Math.round(process.memoryUsage().rss / 1e6),
      };
      for (const [name, query, by, target] of questions) {
        const line = await measure(index, name, query, by);
        const first = medians.get(name);
        if (order === 'as they came') medians.set(name, line.figure);
        yield { ...line, ...base, target, ...(first === undefined ? {} : { baseline: first }) };
      }
    } finally {
      await index.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function readEntries(file: string): Promise<IndexEntry[]> {
  const entries: IndexEntry[] = [];
  for await (const item of readMailFile(file)) {
    if (item.kind !== 'message') continue;
    const message = await parseMessage(item.bytes);
    const texts = cutColumns({ message, messageId: message.messageId ?? '', lists: message.lists, patchId: undefined });
    entries.push({ id: entries.length + 1, dateMs: message.date.ms ?? 0, texts });
  }
  return entries;
}

/** What folding costs of all that is done for a mail. */
function foldLine(entries: readonly IndexEntry[]): Line {
  const before = process.cpuUsage();
  let length = 0;
  for (const { texts } of entries) for (const text of Object.values(texts)) length += foldText(text).length;
  const { user, system } = process.cpuUsage(before);
  return {
    bench: 'search: folding',
    figure: round((user + system) / entries.length),
    unit: 'us a mail',
    megabytes: round(length / 1e6),
  };
}

/** What a page shows of 25 hits. */
function snippetLine(entries: readonly IndexEntry[]): Line {
  const sought = [{ terms: ['memory'], isBeginning: false }];
  const before = process.cpuUsage();
  for (const { texts } of entries) cutSnippet(texts.nq ?? '', sought);
  const { user, system } = process.cpuUsage(before);
  return { bench: 'search: snippets', figure: round((25 * (user + system)) / entries.length), unit: 'us a page of 25' };
}

async function fill(
  index: MailIndex,
  entries: readonly IndexEntry[],
  mails: number,
  isShuffled: boolean,
): Promise<void> {
  await index.prepareBulk();
  for (let id = 1; id <= mails; id += 600) {
    const batch: IndexEntry[] = [];
    for (let i = id; i < id + 600 && i <= mails; i++) {
      // 7919 has no factor in common with the number of mails: every mail comes once.
      const place = isShuffled ? (i * 7919) % mails : i - 1;
      const entry = entries[place % entries.length];
      if (entry === undefined) continue;
      const dateMs = entry.dateMs + Math.floor(place / entries.length) * YEAR;
      batch.push({ id: i, dateMs, texts: entry.texts });
    }
    await index.alone((writer) => writer.add(batch));
  }
  await index.settle();
}

async function measure(index: MailIndex, name: string, query: string, order: FindOptions['order']): Promise<Line> {
  const parsed = parseQuery(query, 0);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const condition = withoutFields(parsed.query);
  const times: number[] = [];
  const options: FindOptions = { limit: 25, order, countLimit: 1000 };
  const found = await index.find(condition, options);
  const before = process.cpuUsage();
  for (let i = 0; i < ROUNDS; i++) {
    const start = performance.now();
    await index.find(condition, options);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  return {
    bench: `search: ${name}`,
    figure: round(times[ROUNDS / 2] ?? 0, 3),
    unit: 'ms, median',
    p99: round(times[Math.floor(ROUNDS * 0.99)] ?? 0, 3),
    cpu: round((user + system) / 1000 / ROUNDS, 3),
    query,
    found: found.isCountCapped ? `over ${found.count}` : found.count,
    ordered: found.order,
  };
}

function withoutFields(query: TypedQuery): Condition {
  switch (query.kind) {
    case 'all':
    case 'any':
      return { kind: query.kind, of: query.of.map(withoutFields) };
    case 'not':
      return { kind: 'not', of: withoutFields(query.of) };
    case 'field':
      throw new Error(`${query.name}: is for a database`);
    default:
      return query;
  }
}
