import type { Command } from 'commander';
import { checkCommand } from '#lib/cli/check';
import { exportCommand } from '#lib/cli/export';
import { formatCommand } from '#lib/cli/format';
import { importCommand } from '#lib/cli/import';
import { observeCommand } from '#lib/cli/observe';
import { promelaCommand } from '#lib/cli/promela';
import { reproduceCommand } from '#lib/cli/reproduce';
import { runCommand } from '#lib/cli/run';
import { searchCommand } from '#lib/cli/search';
import { serveCommand } from '#lib/cli/serve';

/** The commands of `moot`, in the order in which help lists them: one file and one line each. */
export const commands: readonly Command[] = [
  serveCommand,
  runCommand,
  reproduceCommand,
  checkCommand,
  formatCommand,
  importCommand,
  exportCommand,
  searchCommand,
  observeCommand,
  promelaCommand,
];
