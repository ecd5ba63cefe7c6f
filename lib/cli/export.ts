import { createWriteStream } from 'node:fs';
import { Command } from 'commander';
import { findRecordKind, type RecordKind, recordKinds, records } from '#lib/argument/records';
import { exportDebate, exportSchema, formatNames } from '#lib/cli/export-debate';
import { exportMail } from '#lib/cli/export-mail';
import { exportPatches, seriesForms } from '#lib/cli/export-series';
import { exportSite } from '#lib/cli/export-site';
import { PlainError } from '#lib/cli/plain-error';
import { type ExportedRecord, exportRecords, writeRecords } from '#lib/content/export';
import { writeObservations } from '#lib/content/load-observations';
import { findObservationSet } from '#lib/db/observations';
import type { Moot } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';

interface ExportFlags {
  readonly format?: string;
  readonly out?: string;
  readonly under?: string;
  readonly partial?: boolean;
  readonly carryOver?: boolean;
}

const words = [...new Set(recordKinds.map((kind) => records[kind].title.many))].join(', ');

/** `moot export WHAT`: the debate in a format of others, records as the files they are loaded from, mail as mbox. */
export const exportCommand = new Command('export')
  .description(
    'Writes the debate in one file, records as files of content/, mail as mbox, a series of patches as git am takes it, observations as tables.',
  )
  .argument(
    '<what>',
    `debate, schema, site; records, one of ${words}, KIND/SLUG; observations; mail, list:NAME, thread:NUMBER, a Message-ID; or am, diff, series`,
  )
  .argument('[series]', 'for am, diff and series: the Message-ID of one of its mails, or its number')
  .option('--format <format>', `${formatNames} for the debate, markdown or json for records, mbox for mail`)
  .option(
    '-o, --out <path>',
    'folder for a site and for records as Markdown, file for everything else; by default standard output',
  )
  .option(
    '--under <policy>',
    'label claims under this policy, combination or kernel, by default the newest mainline one',
  )
  .option('--partial', 'for am and diff: what is held of a series that is not whole')
  .option('--carry-over', 'for am: count what an earlier version was given where the patch is the same')
  .action(async (what: string, series: string | undefined, flags: ExportFlags) => {
    const form = seriesForms.find((one) => one === what);
    if (form !== undefined && series === undefined) {
      throw new PlainError(`Say of which series: moot export ${form} MESSAGE-ID.`);
    }
    if (form === undefined && series !== undefined) throw new PlainError(`Cannot export "${what}" of a series.`);
    if (what === 'schema') return exportSchema(flags.out);
    if (what === 'site') return exportSite(flags.out);
    const moot = await openMoot();
    try {
      if (form !== undefined && series !== undefined) {
        await exportPatches(moot, form, series, flags);
        return;
      }
      if (what === 'debate' && flags.format !== 'markdown') {
        await exportDebate(moot, flags);
        return;
      }
      if (what === 'observations') {
        await giveObservations(moot, flags);
        return;
      }
      const exported = await findRecords(moot, what);
      if (exported !== undefined) await giveRecords(exported, flags);
      else await giveMail(moot, what, flags);
    } finally {
      await moot.prisma.$disconnect();
    }
  });

/** The records that `what` names; undefined where it does not speak of records. */
async function findRecords(moot: Moot, what: string): Promise<readonly ExportedRecord[] | undefined> {
  if (what === 'records' || what === 'debate') return exportRecords(moot);
  const [word = '', slug] = what.split('/');
  const kinds = findKinds(word);
  if (kinds.length === 0 || what.includes('@')) return undefined;
  const exported = await exportRecords(moot, kinds);
  if (slug === undefined) return exported;
  const one = exported.filter((record) => record.slug === slug);
  if (one.length === 0) throw new PlainError(`There is no ${word} ${slug}.`);
  return one;
}

/** `claim`, `claims`, or the name of its folder. */
function findKinds(word: string): readonly RecordKind[] {
  const kind = findRecordKind(word);
  if (kind !== undefined) return [kind];
  return recordKinds.filter((one) => {
    const { title, place } = records[one];
    return title.many === word || ('folder' in place && place.folder === word);
  });
}

async function giveRecords(
  exported: readonly ExportedRecord[],
  { format = 'markdown', out }: ExportFlags,
): Promise<void> {
  if (format === 'json') {
    const list = exported.map(({ kind, slug, version, front, body }) => ({ kind, slug, version, front, body }));
    await write(`${JSON.stringify(list, null, 2)}\n`, out);
  } else if (format === 'markdown') {
    const [first] = exported;
    if (out !== undefined) {
      await writeRecords(out, exported);
      process.stderr.write(`${exported.length} files written below ${out}\n`);
    } else if (exported.length === 1 && first !== undefined) await write(first.text, undefined);
    else throw new PlainError('Several records are several files: say where with --out FOLDER, or use --format json.');
  } else throw new PlainError(`Cannot write records as "${format}", expected markdown or json.`);
}

/** What kernels did: three tables in a folder, or one of them on standard output would say too little. */
async function giveObservations(moot: Moot, { format = 'csv', out }: ExportFlags): Promise<void> {
  if (format !== 'csv') throw new PlainError(`Cannot write observations as "${format}", expected csv.`);
  if (out === undefined) throw new PlainError('Observations are three tables: say where with --out FOLDER.');
  const files = await writeObservations(out, await findObservationSet(moot.prisma));
  process.stderr.write(`${files} files written below ${out}\n`);
}

async function giveMail(moot: Moot, what: string, { format = 'mbox', out }: ExportFlags): Promise<void> {
  if (format !== 'mbox') throw new PlainError(`Cannot write mail as "${format}", expected mbox.`);
  const stream = out === undefined ? process.stdout : createWriteStream(out);
  const count = await exportMail(moot, what, stream);
  if (out !== undefined) await new Promise<void>((resolve) => stream.end(() => resolve()));
  if (count === 0) throw new PlainError(`There is nothing like "${what}" to export.`);
}

async function write(text: string, out: string | undefined): Promise<void> {
  const stream = out === undefined ? process.stdout : createWriteStream(out);
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.write(text, () => resolve());
  });
  if (out !== undefined) await new Promise<void>((resolve) => stream.end(() => resolve()));
}
