import { Command } from 'commander';
import { PlainError } from '#lib/cli/plain-error';
import { parseSource, readSource } from '#lib/cli/scenario-source';
import { NotCovered } from '#lib/promela/not-covered';
import { exportPromela } from '#lib/promela/promela';

interface PromelaFlags {
  readonly policy: string;
  readonly frames: string;
}

/** `moot promela SCENARIO --policy ID`: the scenario as a model for another checker. */
export const promelaCommand = new Command('promela')
  .description('Writes a scenario under a policy as a Promela model, for SPIN to check over again.')
  .argument('<scenario>', 'id of a scenario in content/, a file, or - for standard input')
  .requiredOption('--policy <id>', 'the policy, or a kernel release')
  .option('--frames <few|all>', 'page frames: as many as most scenarios need, or as any schedule can need', 'all')
  .action((name: string, { policy, frames }: PromelaFlags) => {
    if (frames !== 'few' && frames !== 'all') throw new PlainError(`--frames is "${frames}", expected few or all.`);
    const source = readSource(name);
    const { simulator, scenario } = parseSource(source);
    if (scenario === undefined) {
      process.exitCode = 2;
      return;
    }
    if (simulator.id !== 'mm')
      throw new PlainError(`Promela is written of mm scenarios, this is one of ${simulator.id}.`);
    if (!simulator.kindsFor(scenario).includes('base'))
      throw new PlainError(`${source.id}: Promela is written of base pages, the scenario is not played on them.`);
    try {
      process.stdout.write(exportPromela(scenario, policy, frames).text);
    } catch (error) {
      if (!(error instanceof NotCovered)) throw error;
      const line = error.line === undefined ? '' : `${error.line + source.lineOffset}:1: `;
      throw new PlainError(`${source.file}:${line}${line === '' ? ' ' : ''}${error.message}.`);
    }
  });
