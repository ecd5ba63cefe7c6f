/** A word as a shell takes it. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * The line that sends the mails in these files as they are: each keeps its own recipients, ids and references, nobody is
 * added for a name in its text, and git asks before each. `--to-cmd=true` keeps it from asking whom to send to.
 */
export function sendCommand(files: readonly string[]): string {
  const options = [
    '--no-format-patch',
    '--no-thread',
    '--to-cmd=true',
    '--suppress-cc=body',
    '--suppress-cc=self',
    '--confirm=always',
  ];
  return ['git send-email', ...options, ...files.map(shellWord)].join(' ');
}
