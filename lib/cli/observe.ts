import { Command } from 'commander';
import { importObservations } from '#lib/cli/import-observations';
import { observeRandom } from '#lib/cli/observe-random';
import { observeScenarios } from '#lib/cli/observe-scenarios';
import { PlainError } from '#lib/cli/plain-error';
import { readKind } from '#lib/cli/reproduce';
import { Unobservable } from '#lib/observe/unobservable';
import { simulators } from '#lib/simulators';

interface ObserveFlags {
  readonly import?: readonly string[];
  readonly random?: string;
  readonly seed?: string;
  readonly kind?: string;
  readonly policy?: string;
  readonly asRoot?: boolean;
  readonly save: boolean;
  readonly json?: boolean;
}

/** `moot observe`: what the kernel underneath does, or what somebody saw another one do, beside what the model says. */
export const observeCommand = new Command('observe')
  .description('Plays scenarios on the kernel it runs on, and says where the model agrees with it.')
  .argument('[scenario...]', 'ids of scenarios in content/, files, or - for standard input; all of content/ by default')
  .option('--kind <kind>', 'only this kind of page: base, thp or hugetlb')
  .option('--policy <id>', 'what the model plays, in place of the rules of the running kernel')
  .option('--random <count>', 'play so many random programs in place of scenarios')
  .option('--seed <number>', 'what the random programs follow from', '1')
  .option('--as-root', 'keep root: page frames then show what was copied, and copies are compared as well')
  .option('--no-save', 'record nothing in the database')
  .option('--import <file...>', 'take in files of observations as JSON, or - for standard input; nothing is played')
  .option('--json', 'print what was done as JSON')
  .action(async (names: readonly string[], flags: ObserveFlags) => {
    const isJson = flags.json === true;
    if (flags.import !== undefined) {
      await importObservations(flags.import, isJson);
      return;
    }
    if (process.platform !== 'linux') throw new PlainError('Only Linux can be observed.');
    if (flags.asRoot === true && process.getuid?.() !== 0) throw new PlainError('--as-root needs root.');
    const { policy } = flags;
    if (policy !== undefined && simulators.every((simulator) => simulator.resolve(policy) === undefined))
      throw new PlainError(`There is no policy or kernel "${policy}".`);
    const options = {
      isJson,
      asRoot: flags.asRoot === true,
      ...(policy === undefined ? {} : { policy }),
      ...(flags.kind === undefined ? {} : { kind: readKind(flags.kind) }),
    };
    try {
      if (flags.random === undefined) await observeScenarios(names, { ...options, isSaved: flags.save });
      else if (names.length > 0) throw new PlainError('--random plays programs of its own: name no scenario.');
      else {
        const count = readNumber('--random', flags.random, 1);
        await observeRandom({ ...options, count, seed: readNumber('--seed', flags.seed ?? '1', 0) });
      }
    } catch (error) {
      if (error instanceof Unobservable) throw new PlainError(error.message);
      throw error;
    }
  });

function readNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || !Number.isSafeInteger(number))
    throw new PlainError(`${name} is "${text}", expected a whole number from ${least} on.`);
  return number;
}
