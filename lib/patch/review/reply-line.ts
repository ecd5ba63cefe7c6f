import { quoteDepth, withoutQuoteMarks } from '#lib/mail/quote';
import { isDiffHead, keysOf } from '#lib/patch/diff/diff-item';
import { foldWhiteSpace } from '#lib/text/paragraph';

/** A line of a reply. A quoted line that a mailer broke in two is one again. */
export interface ReplyLine {
  /** 0: said by the reply's author; else the number of quote marks, or 1 below `Original Message`. */
  readonly depth: number;
  /** Without quote marks. */
  readonly text: string;
}

/** What a reply may quote beside the diff: lines of the mail that it answers, white space folded. */
export interface Original {
  /** Keys of every line of the diff, see `keysOf`. */
  readonly keys: ReadonlySet<string>;
  /** Lines of the text above it. */
  readonly description: ReadonlySet<string>;
}

/** Below such a line a mailer put the whole mail that is answered, without marks. */
const original = /^\s*(?:-{3,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine)\s*-{3,}|_{20,})\s*$/i;

/** How many lines of one the mailers that wrap make at most. */
const MAX_PIECES = 3;

/** The lines of a reply without its signature. */
export function readReplyLines(text: string, mail: Original): ReplyLine[] {
  const rows = text.replace(/\s+$/, '').split('\n');
  return joinBroken(markUnmarked(rows.slice(0, findEnd(rows)), mail), mail);
}

/** Where the signature begins: the last `-- ` that nobody quoted, with at most 20 lines after it. */
function findEnd(rows: readonly string[]): number {
  for (let i = rows.length - 1; i >= 0 && i >= rows.length - 21; i--) if (/^-- ?$/.test(rows[i] ?? '')) return i;
  return rows.length;
}

/**
 * Quote marks read. Where a mailer quotes without any, what stands in the mail that is answered is quoted; the rest is
 * said in between, but only if so little is left that the mail that is answered is surely this one.
 */
function markUnmarked(rows: readonly string[], mail: Original): ReplyLine[] {
  const start = rows.findIndex(
    (row, i) => original.test(row) && rows.slice(i + 1, i + 4).some((next) => /^\s*\*?From:\*? /.test(next)),
  );
  const marked = (row: string): ReplyLine => {
    const depth = quoteDepth(row);
    return depth === 0 ? { depth, text: row.replace(/\s+$/, '') } : { depth, text: withoutQuoteMarks(row) };
  };
  if (start < 0) return rows.map(marked);
  const lines = rows.slice(0, start).map(marked);
  const headers = rows.findIndex(
    (row, i) => i > start && row.trim() === '' && /^\s*\*?\w+:\*? /.test(rows[i - 1] ?? ''),
  );
  const body = headers < 0 ? start + 1 : headers;
  lines.push(...rows.slice(start, body).map((text) => ({ depth: 1, text })));
  const rest = rows.slice(body);
  const isTheirs = (row: string) =>
    row.trim() === '' ||
    isKnown(row, mail) ||
    isDiffHead(row) ||
    quoteDepth(row) > 0 ||
    /^[-_=*]{2,} ?$|^[\d.]+$|^ \S.* \| +(?:\d+|Bin)|^ \d+ files? changed/.test(row);
  const strange = rest.filter((row) => !isTheirs(row)).length;
  const isThisMail = strange * 3 <= rest.filter((row) => row.trim() !== '').length;
  for (const row of rest) lines.push({ depth: isThisMail && !isTheirs(row) ? 0 : 1, text: row });
  return lines;
}

function isKnown(text: string, mail: Original): boolean {
  return keysOf(text).some((key) => mail.keys.has(key)) || mail.description.has(foldWhiteSpace(text));
}

/**
 * Lines that were broken when they were quoted are joined: where no line of the mail is what stands here, and one is what
 * stands here and on the next one or two lines. The rest may have lost its mark.
 */
function joinBroken(lines: readonly ReplyLine[], mail: Original): ReplyLine[] {
  const joined: ReplyLine[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    if (line === undefined) break;
    const whole = line.depth === 0 || line.text.trim() === '' ? undefined : findWhole(lines, i, mail);
    joined.push(whole === undefined ? line : { depth: line.depth, text: whole.text });
    i += whole?.pieces ?? 1;
  }
  return joined;
}

function findWhole(lines: readonly ReplyLine[], at: number, mail: Original) {
  let text = lines[at]?.text ?? '';
  if (isKnown(text, mail)) return undefined;
  for (let pieces = 2; pieces <= MAX_PIECES; pieces++) {
    const next = lines[at + pieces - 1]?.text.trim() ?? '';
    if (next === '') return undefined;
    // A name longer than a line is broken where it stands; everything else at a space.
    for (const between of [' ', '']) {
      const whole = `${text}${between}${next}`;
      if (isKnown(whole, mail)) return { text: whole, pieces };
    }
    text = `${text} ${next}`;
  }
  return undefined;
}
