import type { Command } from 'commander';
import { exportCommand } from '#lib/cli/export';
import { importCommand } from '#lib/cli/import';
import { runCommand } from '#lib/cli/run';
import { searchCommand } from '#lib/cli/search';
import { serveCommand } from '#lib/cli/serve';

/** The commands of `moot`, in the order in which help lists them: one file and one line each. */
export const commands: readonly Command[] = [serveCommand, runCommand, importCommand, exportCommand, searchCommand];
