import { Command, InvalidArgumentError, Option } from 'commander';
import { writePieces } from '#lib/cli/write-pieces';
import { exportFound, exportLimit } from '#lib/db/export-found';
import type { Moot } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';
import { type SearchAnswer, searchAll } from '#lib/db/search-all';
import { readCursor, type SearchCursor } from '#lib/db/search-cursor';
import { plainText, printSearchJson } from '#lib/db/search-json';
import { readSearch } from '#lib/db/search-query';
import { printFeed } from '#lib/mail/feed';
import { prefixes } from '#lib/search/prefix';
import { markProblem, type QueryProblem } from '#lib/search/problem';

interface SearchFlags {
  readonly limit?: number;
  readonly after?: SearchCursor;
  readonly sort: 'date' | 'rank';
  readonly json?: boolean;
  readonly mbox?: boolean;
  readonly atom?: boolean;
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('expected a whole number above 0.');
  return count;
}

function readAfter(text: string): SearchCursor {
  const cursor = readCursor(text);
  if (cursor === undefined) throw new InvalidArgumentError('expected what "next" said on the page before.');
  return cursor;
}

/** `moot search QUERY`: the search of the web application. Exits with 0 where something is found, else 1; 2 for a wrong query. */
export const searchCommand = new Command('search')
  .description('Searches records and mail, newest first: words, "phrases", beginn*, -not, OR, ( ), and prefixes.')
  .argument('<query...>', 'as in the search box; put it in single quotes')
  .option('--limit <n>', `mails to show (25), to export at most (${exportLimit})`, readCount)
  .option('--after <place>', '"next" of the page before', readAfter)
  .addOption(new Option('--sort <order>', 'newest or best first').choices(['date', 'rank']).default('date'))
  .option('--json', 'print the hits as JSON')
  .addOption(
    new Option('--atom', 'print the hits as an Atom feed of http://localhost:3000').conflicts(['json', 'mbox']),
  )
  .addOption(new Option('--mbox', 'print the mails as an mbox, newest first').conflicts(['json', 'after', 'sort']))
  .addHelpText('after', () => `\nPrefixes:\n${prefixes.map(helpLine).join('\n')}`)
  .action(async (words: string[], flags: SearchFlags) => {
    const query = words.join(' ');
    const moot = await openMoot();
    try {
      process.exitCode =
        flags.mbox === true ? await printMbox(query, flags, moot) : await printHits(query, flags, moot);
    } finally {
      await moot.prisma.$disconnect();
    }
  });

function helpLine({ name, others, means }: (typeof prefixes)[number]): string {
  return `  ${[name, ...others]
    .map((one) => `${one}:`)
    .join(' ')
    .padEnd(18)}${means}`;
}

async function printMbox(query: string, { limit }: SearchFlags, moot: Moot): Promise<number> {
  const asked = await readSearch(query, moot);
  if ('problem' in asked) return tellProblem(query, asked.problem);
  const count = await writePieces(exportFound(asked, moot, limit), process.stdout, 'the mails');
  return count > 0 ? 0 : 1;
}

async function printHits(query: string, flags: SearchFlags, moot: Moot): Promise<number> {
  const { limit, after, sort, json, atom } = flags;
  const answer = await searchAll(
    query,
    { order: sort, cursor: after, ...(limit === undefined ? {} : { limit }) },
    moot,
  );
  if ('problem' in answer) return tellProblem(query, answer.problem);
  const form = json === true ? printSearchJson(query, answer) : atom === true ? printAtom(query, answer) : undefined;
  process.stdout.write(form ?? sayHits(answer, sort));
  return answer.records.length + answer.mail.hits.length > 0 ? 0 : 1;
}

/** The hits as the feed that the application gives at /search/new.atom. */
function printAtom(query: string, { mail }: SearchAnswer): string {
  const q = `?q=${encodeURIComponent(query)}`;
  return printFeed({
    origin: 'http://localhost:3000',
    self: `/search/new.atom${q}`,
    page: `/search${q}`,
    title: `Search: ${query}`,
    entries: mail.hits.map(({ snippet, ...hit }) => ({ ...hit, parentMessageId: null, text: plainText(snippet) })),
  });
}

function sayHits({ records, mail }: SearchAnswer, asked: 'date' | 'rank'): string {
  const lines = [
    ...records.map((hit) => `${hit.kind}/${hit.slug}  ${hit.title}\n    ${plainText(hit.snippet)}`),
    ...mail.hits.map(({ messageId, dateIso, author, subject, snippet, isOnlyQuoted }) => {
      const name = author.name === '' ? author.address : author.name;
      const head = `<${messageId}>  ${dateIso?.slice(0, 10) ?? 'no date'}  ${name}`;
      return `${head}\n    ${subject}\n    ${isOnlyQuoted ? '(quoted) ' : ''}${plainText(snippet)}`;
    }),
  ];
  const count = `${mail.isCountCapped ? 'over ' : ''}${mail.count}`;
  const order = asked === 'rank' && mail.order === 'date' ? ', newest first: too many to rank' : '';
  const next = mail.next === null ? '' : `; the following with --after ${mail.next}`;
  const behind = mail.behind === 0 ? '' : `${mail.behind} mails are still being indexed and not searched yet.\n`;
  return [...lines, `${records.length} records, ${count} mails${order}${next}.\n${behind}`].join('\n');
}

function tellProblem(query: string, { place, message }: QueryProblem): number {
  const line = query.replace(/\s/g, ' ');
  process.stderr.write(`query:1:${place.start + 1}: ${message}\n${line}\n${markProblem(place, line)}\n`);
  return 2;
}
