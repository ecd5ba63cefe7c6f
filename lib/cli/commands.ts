import type { Command } from 'commander';
import { serveCommand } from '#lib/cli/serve';

/** The commands of `moot`, in the order in which help lists them: one file and one line each. */
export const commands: readonly Command[] = [serveCommand];
