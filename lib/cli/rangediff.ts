import { createHash } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { choosePaint } from '#lib/cli/paint';
import { PlainError } from '#lib/cli/plain-error';
import { isFile, type RangeSource, readRangeFile } from '#lib/cli/range-source';
import { sayInterdiff, sayRangeDiff } from '#lib/cli/say-range-diff';
import { interdiff } from '#lib/patch/range/interdiff';
import type { RangeName } from '#lib/patch/range/print-range-diff';
import { rangeDiff } from '#lib/patch/range/range-diff';
import { type RangePatch, sayPatch } from '#lib/patch/range/range-text';

interface RangeFlags {
  readonly json?: boolean;
  readonly interdiff?: boolean;
  readonly creationFactor?: number;
}

function readFactor(text: string): number {
  const factor = Number(text);
  if (!Number.isInteger(factor) || factor < 0 || factor > 10_000) {
    throw new InvalidArgumentError('expected a whole number of per cent, as 60.');
  }
  return factor;
}

/** `moot rangediff A B`: what changed from one version of a series to another, from its mails alone. */
export const rangediffCommand = new Command('rangediff')
  .description(
    'Compares two versions of a series as git range-diff does, from their mails alone: = the same, ! changed, < dropped, > new',
  )
  .argument('<older>', 'Message-ID of any mail of a version, or a file of its mails, or -')
  .argument('[newer]', 'the same of another version; without it, <older> is compared with the version before it')
  .option('--interdiff', 'what lines of the files differ in the end, instead of what changed in the patches')
  .option('--creation-factor <n>', 'per cent of its size that a patch without a counterpart costs', readFactor, 60)
  .option('--json', 'print pairs and lines as JSON')
  .action(async (older: string, newer: string | undefined, flags: RangeFlags) => {
    if (older === '-' && newer === '-') throw new PlainError('Standard input can be one side only.');
    const [a, b] = await readSides(older, newer);
    const options = flags.creationFactor === undefined ? {} : { creationFactor: flags.creationFactor };
    const isInterdiff = flags.interdiff === true;
    const pairs = rangeDiff(a.patches, b.patches, options);
    const files = isInterdiff ? interdiff(a.patches, b.patches) : [];
    const [olds, news] = [a.patches.map(nameOf), b.patches.map(nameOf)];
    if (flags.json === true) {
      const side = (source: RangeSource, names: readonly RangeName[]) => ({
        asked: source.asked,
        patches: names.map((name, i) => ({ ...name, messageId: source.messageIds[i] })),
      });
      const answer = {
        older: side(a, olds),
        newer: side(b, news),
        pairs,
        ...(isInterdiff ? { interdiff: files } : {}),
      };
      process.stdout.write(`${JSON.stringify(answer)}\n`);
    } else if (isInterdiff) process.stdout.write(sayInterdiff(files, choosePaint()));
    else process.stdout.write(sayRangeDiff(pairs, olds, news, choosePaint()));
    const isSame = isInterdiff ? files.length === 0 : pairs.every(({ mark }) => mark === '=');
    process.exitCode = isSame ? 0 : 1;
  });

/** A patch that was mailed has no commit: what is compared of it is hashed instead, so that equal names mean `=`. */
function nameOf(patch: RangePatch): RangeName {
  const text = sayPatch(patch).lines.join('\n');
  return { name: createHash('sha1').update(text).digest('hex').slice(0, 7), title: patch.title };
}

async function readSides(older: string, newer: string | undefined): Promise<readonly [RangeSource, RangeSource]> {
  if (newer !== undefined && isFile(older) && isFile(newer))
    return [await readRangeFile(older), await readRangeFile(newer)];
  if (newer === undefined && isFile(older)) throw new PlainError('Name two files: one holds one version.');
  const [{ openMoot }, { readRangeDiff }, { findVersion }, { readVersionPatches }] = await Promise.all([
    import('#lib/db/open-moot'),
    import('#lib/db/range-versions'),
    import('#lib/db/find-version'),
    import('#lib/db/version-patches'),
  ]);
  const moot = await openMoot();
  const bare = (id: string) => id.trim().replace(/^<([^<>]*)>$/, '$1');
  const source = (asked: string, patches: Awaited<ReturnType<typeof readVersionPatches>>): RangeSource => ({
    asked,
    patches,
    messageIds: patches.map(({ messageId }) => messageId),
  });
  try {
    if (newer === undefined) {
      const view = await readRangeDiff(bare(older), undefined, moot);
      if (view === undefined) throw new PlainError(`No other version of the series of <${bare(older)}> is held.`);
      return [source(view.older.headMessageId, view.olderPatches), source(view.newer.headMessageId, view.newerPatches)];
    }
    const read = async (asked: string): Promise<RangeSource> => {
      if (isFile(asked)) return readRangeFile(asked);
      const version = (await findVersion(bare(asked), moot))?.version;
      if (version === undefined)
        throw new PlainError(`${asked} is no file, and no patch held has it as its Message-ID.`);
      return source(asked, await readVersionPatches(version.id, moot));
    };
    return [await read(older), await read(newer)];
  } finally {
    await moot.prisma.$disconnect();
  }
}
