import { Command, InvalidArgumentError } from 'commander';
import { openMoot } from '#lib/db/open-moot';
import { searchMail } from '#lib/db/search';
import { searchRecords } from '#lib/db/search-records';

interface SearchFlags {
  readonly limit: number;
  readonly before?: number;
  readonly json?: boolean;
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('expected a whole number above 0.');
  return count;
}

/** `moot search QUERY`: the search of the web application. */
export const searchCommand = new Command('search')
  .description(
    'Searches records and mail: words, "phrases", beginn*, -not, OR, s: f: b: nq: dfn: d:2021-09..2021-12 ...',
  )
  .argument('<query...>')
  .option('--limit <n>', 'mails to show', readCount, 25)
  .option('--before <n>', 'mails imported before this number: "next" of the page before', readCount)
  .option('--json', 'print the hits as JSON')
  .action(async (words: string[], flags: SearchFlags) => {
    const query = words.join(' ');
    const moot = await openMoot();
    try {
      const { limit, before } = flags;
      const [records, mail] = await Promise.all([
        before === undefined ? searchRecords(query) : [],
        searchMail(query, before === undefined ? { limit } : { limit, before }, moot),
      ]);
      for (const problem of mail.problems) process.stderr.write(`${problem}\n`);
      if (flags.json === true) process.stdout.write(`${JSON.stringify({ query, records, mail })}\n`);
      else {
        const plain = (segments: readonly { readonly text: string }[]) =>
          segments.map((segment) => segment.text).join('');
        for (const hit of records)
          process.stdout.write(`${hit.kind}/${hit.slug}  ${hit.title}\n    ${plain(hit.snippet)}\n`);
        for (const hit of mail.hits) {
          const author = hit.author.name === '' ? hit.author.address : hit.author.name;
          process.stdout.write(
            `<${hit.messageId}>  ${hit.dateIso?.slice(0, 10) ?? 'no date'}  ${author}\n    ${hit.subject}\n    ${plain(hit.snippet)}\n`,
          );
        }
        const count = `${mail.isCountCapped ? 'over ' : ''}${mail.count}`;
        const next = mail.next === null ? '' : `; the following with --before ${mail.next}`;
        process.stdout.write(`${records.length} records, ${count} mails${next}.\n`);
      }
      process.exitCode = records.length + mail.hits.length > 0 ? 0 : 1;
    } finally {
      await moot.prisma.$disconnect();
    }
  });
