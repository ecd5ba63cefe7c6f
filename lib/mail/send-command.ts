/** A word as a shell takes it. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

const options = [
  '--no-format-patch',
  '--no-thread',
  '--to-cmd=true',
  '--suppress-cc=body',
  '--suppress-cc=self',
  '--confirm=always',
];

/**
 * The line that sends the mails in these files as they are: each keeps its own recipients, ids and references, nobody is
 * added for a name in its text, and git asks before each. `--to-cmd=true` keeps it from asking whom to send to.
 */
export function sendCommand(files: readonly string[]): string {
  return ['git send-email', ...options, ...files.map(shellWord)].join(' ');
}

/** The same for the mails of a mailbox: git sends files, so that it is split first. */
export function sendMailboxCommand(mailbox: string): string {
  const folder = shellWord(mailbox.replace(/\.mbox$/, ''));
  const split = `mkdir ${folder} && git mailsplit --mboxrd -o${folder} ${shellWord(mailbox)}`;
  return `${split} &&\n${['git send-email', ...options].join(' ')} \\\n  ${folder}/*`;
}
