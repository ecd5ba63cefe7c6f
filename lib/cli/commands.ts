import type { Command } from 'commander';

/**
 * The commands of `moot` by name, in the order in which help lists them: one file and one line each. Only the one that is
 * asked for is loaded, for some bring a database along.
 */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('#lib/cli/serve')).serveCommand,
  run: async () => (await import('#lib/cli/run')).runCommand,
  reproduce: async () => (await import('#lib/cli/reproduce')).reproduceCommand,
  check: async () => (await import('#lib/cli/check')).checkCommand,
  format: async () => (await import('#lib/cli/format')).formatCommand,
  import: async () => (await import('#lib/cli/import')).importCommand,
  imports: async () => (await import('#lib/cli/imports')).importsCommand,
  review: async () => (await import('#lib/cli/review')).reviewCommand,
  export: async () => (await import('#lib/cli/export')).exportCommand,
  rangediff: async () => (await import('#lib/cli/rangediff')).rangediffCommand,
  commits: async () => (await import('#lib/cli/commits')).commitsCommand,
  db: async () => (await import('#lib/cli/db')).dbCommand,
  search: async () => (await import('#lib/cli/search')).searchCommand,
  argue: async () => (await import('#lib/cli/argue')).argueCommand,
  findings: async () => (await import('#lib/cli/findings')).findingsCommand,
  observe: async () => (await import('#lib/cli/observe')).observeCommand,
  promela: async () => (await import('#lib/cli/promela')).promelaCommand,
  synthesise: async () => (await import('#lib/cli/synthesise')).synthesiseCommand,
  flip: async () => (await import('#lib/cli/flip')).flipCommand,
};
