import { Command, CommanderError } from 'commander';
import { commands } from '#lib/cli/commands';
import { PlainError } from '#lib/cli/plain-error';

/** Runs the command line `argv` (as in `process.argv`) and leaves the exit code in `process.exitCode`: 0 fine, 1 findings, 2 wrong usage. */
export async function runMoot(argv: readonly string[]): Promise<void> {
  const program = new Command('moot')
    .description("Stores a mailing-list debate's claims, patches and counterexamples, and makes the claims run.")
    .exitOverride();
  // Whoever reads us has seen enough (`moot run .. | head`): that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    console.error(`Cannot write to standard output (${error.code ?? error.message}).`);
    process.exit(2);
  });
  const asked = Object.keys(commands).filter((name) => name === argv[2]);
  // Help, and whoever mistypes a name, is shown all of them.
  for (const name of asked.length > 0 ? asked : Object.keys(commands)) {
    const command = await commands[name]?.();
    if (command !== undefined) program.addCommand(command.exitOverride());
  }
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof PlainError || (await isUnusable(error))) {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 2;
    } else throw error;
  }
}

/** Asked only where something failed: the database is not loaded for commands that do without. */
async function isUnusable(error: unknown): Promise<boolean> {
  const [{ UnusableFolder }, { UnusableAddress }] = await Promise.all([
    import('#lib/db/open'),
    import('#lib/db/database-address'),
  ]);
  return error instanceof UnusableFolder || error instanceof UnusableAddress;
}
