import { Command } from 'commander';
import { PlainError } from '#lib/cli/plain-error';
import { promelaCommand } from '#lib/cli/promela';

// Only the one command: what the whole command line brings belongs to other tests.
try {
  await new Command('moot').exitOverride().addCommand(promelaCommand.exitOverride()).parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
