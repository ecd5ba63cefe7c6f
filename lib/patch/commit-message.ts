/** What a commit made from a mail would say. */
export interface CommitMessage {
  /** `Name <address>`, as git shows an author. */
  readonly author: string;
  readonly title: string;
  /** The lines after the title, without white space at their ends, blank ones never twice in a row. */
  readonly body: readonly string[];
}

const inBody = /^(From|Subject|Date):\s*(.*)$/i;

/**
 * The commit message of a mailed patch: what `git am` takes. Lines `From:` and `Subject:` that open the text count as the
 * mail's own; the message ends at `---`. `description` is the text above the diff, `title` the subject without its brackets.
 */
export function readCommitMessage(mail: {
  readonly author: { readonly name: string; readonly address: string };
  readonly title: string;
  readonly description: string;
}): CommitMessage {
  const lines = mail.description.split('\n').map((line) => line.trimEnd());
  const end = lines.findIndex((line) => line === '---' || /^(?:diff -|Index: |--- \S)/.test(line));
  const rows = end < 0 ? lines : lines.slice(0, end);
  let { author, title } = mail;
  let at = rows.findIndex((line) => line !== '');
  if (inBody.test(rows[at] ?? '')) {
    let last = '';
    for (; at < rows.length && rows[at] !== ''; at++) {
      const row = rows[at] ?? '';
      const found = inBody.exec(row);
      if (found === null && !(/^\s/.test(row) && last !== '')) break;
      last = (found?.[1] ?? last).toLowerCase();
      const value = found?.[2] ?? row.trim();
      if (last === 'from' && found !== null) author = readMailbox(value);
      else if (last === 'subject')
        title = found === null ? `${title} ${value}` : value.replace(/^(?:\[[^\]]*\]\s*)+/, '');
    }
  }
  return {
    author: sayAuthor(author),
    title: title.replace(/\s+/g, ' ').trim(),
    body: tidy(rows.slice(Math.max(at, 0))),
  };
}

/** A mailbox as people write it into a text; a header's encodings do not occur there. */
function readMailbox(text: string): { readonly name: string; readonly address: string } {
  const found = /^"?(.*?)"?\s*<([^<>]+)>/.exec(text);
  return found === null ? { name: '', address: text.trim() } : { name: found[1] ?? '', address: found[2] ?? '' };
}

/** A name that holds an address or is missing is no name to git: the address stands for it. */
function sayAuthor({ name, address }: { readonly name: string; readonly address: string }): string {
  const isName = name !== '' && name.length <= 60 && !/[<>@]/.test(name);
  return `${isName ? name : address} <${address}>`;
}

/** Without blank lines at the ends and with one at most between two others. */
function tidy(rows: readonly string[]): string[] {
  const body = rows.filter((row, i) => row !== '' || (rows[i - 1] ?? '') !== '');
  while (body[0] === '') body.shift();
  while (body.at(-1) === '') body.pop();
  return body;
}
