import type { ParsedMessage } from '#lib/mail/message';
import { findDiffEnd, opensDiff, quoteDepth, withoutQuoteMarks } from '#lib/mail/quote';
import type { ColumnTexts } from '#lib/search/column';

/** A mail and what the archive knows of it. */
export interface SearchableMail {
  readonly message: Pick<ParsedMessage, 'subject' | 'author' | 'to' | 'cc' | 'text' | 'attachments'>;
  readonly messageId: string;
  /** Names of the lists it came over. */
  readonly lists: readonly string[];
  /** As `git patch-id --stable` says it. */
  readonly patchId: string | undefined;
}

/** Beyond so many characters a mail is data, not text: the rest is not searched (one mail in 95,000 has more). */
export const longestText = 2_000_000;

const textColumns = ['nq', 'q', 'dfn', 'dfhh', 'dfa', 'dfb', 'dfctx', 'dfpre', 'dfpost'] as const;
type Cut = Record<(typeof textColumns)[number], string[]>;

/** Cuts a mail into what can be searched apart: its text and its attached patches line by line. */
export function cutColumns({ message, messageId, lists, patchId }: SearchableMail): ColumnTexts {
  const cut: Cut = { nq: [], q: [], dfn: [], dfhh: [], dfa: [], dfb: [], dfctx: [], dfpre: [], dfpost: [] };
  cutLines(message.text, cut);
  for (const { text } of message.attachments) if (text !== undefined) cutLines(text, cut);
  const texts: Partial<Record<keyof Cut, string>> = {};
  for (const name of textColumns) if (cut[name].length > 0) texts[name] = cut[name].join('\n');
  const { name, address } = message.author;
  return {
    ...texts,
    subject: message.subject,
    from: `${name} ${address}`,
    to: message.to,
    cc: message.cc,
    mid: messageId,
    list: lists.join(' '),
    ...(patchId === undefined ? {} : { patchid: patchId }),
  };
}

function cutLines(whole: string, cut: Cut): void {
  const lines = whole.slice(0, longestText).split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const first = line.charCodeAt(0);
    if ((first === 62 || first === 32 || first === 9) && quoteDepth(line) > 0) cut.q.push(withoutQuoteMarks(line));
    else if ((first === 100 || first === 45 || first === 73) && opensDiff(line, lines[i + 1])) {
      const end = findDiffEnd(lines, i);
      for (; i < end; i++) cutDiffLine(lines[i] ?? '', cut);
      i--;
    } else cut.nq.push(line);
  }
}

function cutDiffLine(line: string, cut: Cut): void {
  if (/^(?:--- |\+\+\+ |diff --git |rename (?:from|to) )/.test(line))
    cut.dfn.push(line.replace(/^\S+ (?:--git |from |to )?/, '').replace(/\/dev\/null/, ''));
  else if (line.startsWith('@@')) cut.dfhh.push(line.replace(/^@@ .*? @@ ?/, ''));
  else if (line.startsWith('-')) cut.dfa.push(line.slice(1));
  else if (line.startsWith('+')) cut.dfb.push(line.slice(1));
  else if (line.startsWith(' ')) cut.dfctx.push(line.slice(1));
  else {
    const blobs = /^index ([0-9a-f]{7,64})\.\.([0-9a-f]{7,64})/.exec(line);
    if (blobs?.[1] === undefined || blobs[2] === undefined) return;
    cut.dfpre.push(blobs[1]);
    cut.dfpost.push(blobs[2]);
  }
}
