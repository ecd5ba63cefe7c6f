import { findDiffEnd, opensDiff, quoteDepth, withoutQuoteMarks } from '#lib/mail/quote';

/** A mail's text cut into what can be searched apart, by the names lore.kernel.org gives them. */
export interface SearchColumns {
  /** What is not quoted. */
  readonly nq: string;
  /** What is quoted. */
  readonly q: string;
  /** Names of the files a diff touches. */
  readonly dfn: string;
  /** Hunk headings: the function around a hunk. */
  readonly dfhh: string;
  /** Removed, added and context lines: those of the old side, the new side, both. */
  readonly dfa: string;
  readonly dfb: string;
  readonly dfctx: string;
}

/** Beyond this a mail is data, not text: the rest is not searched (one mail in 95,000 has more). */
const MAX_TEXT = 2_000_000;

/** Cuts a text and its attached patches into columns. */
export function cutColumns(text: string, attached: readonly string[]): SearchColumns {
  const [nq, q, dfn, dfhh, dfa, dfb, dfctx]: string[][] = [[], [], [], [], [], [], []];
  const put = (list: string[] | undefined, line: string) => list?.push(line);
  for (const whole of [text, ...attached]) {
    const lines = whole.slice(0, MAX_TEXT).split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      const first = line.charCodeAt(0);
      if ((first === 62 || first === 32 || first === 9) && quoteDepth(line) > 0) put(q, withoutQuoteMarks(line));
      else if ((first === 100 || first === 45 || first === 73) && opensDiff(line, lines[i + 1])) {
        const end = findDiffEnd(lines, i);
        for (; i < end; i++) {
          const row = lines[i] ?? '';
          if (/^(?:--- |\+\+\+ |diff --git |rename (?:from|to) )/.test(row))
            put(dfn, row.replace(/^\S+ (?:--git |from |to )?/, '').replace(/\/dev\/null/, ''));
          else if (row.startsWith('@@')) put(dfhh, row.replace(/^@@ .*? @@ ?/, ''));
          else if (row.startsWith('-')) put(dfa, row.slice(1));
          else if (row.startsWith('+')) put(dfb, row.slice(1));
          else if (row.startsWith(' ')) put(dfctx, row.slice(1));
        }
        i--;
      } else put(nq, line);
    }
  }
  const join = (list: string[] | undefined) => (list ?? []).join('\n');
  return {
    nq: join(nq),
    q: join(q),
    dfn: join(dfn),
    dfhh: join(dfhh),
    dfa: join(dfa),
    dfb: join(dfb),
    dfctx: join(dfctx),
  };
}
