import { Command } from 'commander';
import { type Extensions, listExtensions } from '#lib/argument/extensions';
import { date } from '#lib/argument/record/fields';
import { PlainError } from '#lib/cli/plain-error';
import { sayExtensions, sayLabels, sayWhy } from '#lib/cli/say-argument';
import { findArgument, type LabelledDebate } from '#lib/db/argument';
import { openMoot } from '#lib/db/open-moot';

interface ArgueFlags {
  readonly under?: string;
  readonly at?: string;
  readonly extensions?: boolean;
  readonly json?: boolean;
}

/** `moot argue [CLAIM]`: what becomes of the claims, and why. */
export const argueCommand = new Command('argue')
  .description('Says which claims are accepted, defeated or undecided, from recorded runs, stances and relations.')
  .argument('[claim]', 'says why this one is; left out, lists all')
  .option(
    '--under <ids>',
    'policies, combinations (B0+A5) and kernels (5.12) with commas between them; by default the newest mainline kernel',
  )
  .option('--at <date>', 'as was known at the end of this day (2021-12-18)')
  .option('--extensions', 'find every position that the debate leaves room for')
  .option('--json', 'print one JSON object')
  .action(async (claim: string | undefined, flags: ArgueFlags, command: Command) => {
    if (flags.at !== undefined && !date.safeParse(flags.at).success) {
      command.error(`Cannot read the date ${flags.at}, expected one like 2021-12-18`, { exitCode: 2 });
    }
    const moot = await openMoot();
    globalThis.mootOpened = Promise.resolve(moot);
    try {
      if ((await moot.prisma.claim.count()) === 0) {
        throw new PlainError('No content is loaded yet. `moot serve` loads content/ and judges its scenarios.');
      }
      const asked = flags.under === undefined ? [undefined] : flags.under.split(',').map((one) => one.trim());
      const debates: LabelledDebate[] = [];
      for (const under of asked) {
        const debate = await findArgument({ under, at: flags.at });
        if (debate === undefined) command.error(`No policy and no kernel is called ${under}`, { exitCode: 2 });
        else debates.push(debate);
      }
      if (claim !== undefined && debates.every(({ labels }) => !labels.has(claim))) {
        command.error(`No claim is called ${claim}${flags.at === undefined ? '' : ` as of ${flags.at}`}`, {
          exitCode: 2,
        });
      }
      const found = debates.map((debate) => ({ debate, extensions: flags.extensions ? listExtensions(debate) : null }));
      if (flags.json === true)
        process.stdout.write(`${JSON.stringify(found.map((one) => viewArgument(one, claim)))}\n`);
      else print(found, claim);
    } finally {
      await moot.prisma.$disconnect();
    }
  });

interface Argued {
  readonly debate: LabelledDebate;
  readonly extensions: Extensions | null;
}

function print(found: readonly Argued[], claim: string | undefined): void {
  const texts =
    claim === undefined
      ? [sayLabels(found.map(({ debate }) => debate))]
      : found.map(({ debate }) => sayWhy(debate, claim));
  const positions = found.flatMap(({ debate, extensions }) =>
    extensions === null ? [] : [sayExtensions(debate, extensions)],
  );
  process.stdout.write(`${[...texts, ...positions].join('\n\n')}\n`);
}

/** What `--json` prints of one choice of policies. */
function viewArgument({ debate, extensions }: Argued, claim: string | undefined) {
  const { under, at, labels, why } = debate;
  return {
    under: under === null ? null : { asked: under.asked, policies: under.policies, note: under.note },
    at,
    ...(claim === undefined ? { labels: Object.fromEntries(labels) } : { why: why(claim) }),
    ...(extensions === null
      ? {}
      : {
          extensions: {
            bound: extensions.bound,
            positions: extensions.positions.map((position) => Object.fromEntries(position)),
          },
        }),
  };
}
