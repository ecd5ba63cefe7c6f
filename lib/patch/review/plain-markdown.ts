/** How Markdown is written as the plain text of a mail. */
export interface PlainOptions {
  /** Words are broken before this column; what cannot be broken is longer. */
  readonly columns: number;
  /** The diff that a fence `suggestion` stands for, given the lines in it; without this they stand as code. */
  readonly suggest?: (lines: readonly string[]) => readonly string[];
}

/** Columns of a mail on a kernel list (Documentation/process/email-clients.rst asks for no more than 75). */
export const MAIL_COLUMNS = 72;

type Piece =
  | { readonly kind: 'words'; readonly first: string; readonly rest: string; readonly text: string }
  | { readonly kind: 'lines'; readonly lines: readonly string[] };

/**
 * Markdown as the plain text of a mail: paragraphs and lists broken at a column, code indented and never broken, emphasis
 * and code spans as they are written, links as their words and address. No line begins with a mark of quoting, opens a
 * signature or a diff, or is taken for a cut.
 */
export function printPlain(markdown: string, options: PlainOptions = { columns: MAIL_COLUMNS }): string {
  const pieces = readPieces(markdown.replace(/\r\n?/g, '\n').trim().split('\n'), options);
  const blocks = pieces.map((piece) => (piece.kind === 'lines' ? piece.lines : wrap(piece, options.columns)));
  const lines: string[] = [];
  for (const [i, block] of blocks.entries()) {
    // The points of a list stand close, as they were written.
    const [piece, before] = [pieces[i], pieces[i - 1]];
    const isTight =
      piece?.kind === 'words' && before?.kind === 'words' && isPoint(piece.first) && isPoint(before.first);
    if (i > 0 && !isTight) lines.push('');
    lines.push(...block);
  }
  return lines.map(protect).join('\n');
}

const isPoint = (first: string) => /^\s*(?:[-*]|\d+[.)]) $/.test(first);

/** A leading space keeps a line from being read as something else than words. */
function protect(line: string): string {
  return /^(?:>|From |-- ?$|--- \S|diff -|Index: |\[\.\.\.)/.test(line) ? ` ${line}` : line.replace(/\s+$/, '');
}

function readPieces(rows: readonly string[], { suggest }: PlainOptions): Piece[] {
  const pieces: Piece[] = [];
  let words: { first: string; rest: string; text: string[] } | undefined;
  const end = () => {
    if (words !== undefined) pieces.push({ kind: 'words', ...words, text: words.text.join(' ') });
    words = undefined;
  };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? '';
    const fence = /^( {0,8})(`{3,}|~{3,})\s*([^`]*)$/.exec(row);
    if (fence !== null) {
      end();
      const close = rows.findIndex((other, k) => k > i && closes(other, fence[2] ?? ''));
      const stop = close < 0 ? rows.length : close;
      const code = rows.slice(i + 1, stop).map((line) => withoutIndent(line, (fence[1] ?? '').length));
      const isSuggestion = fence[3]?.trim() === 'suggestion' && suggest !== undefined;
      const lines = (isSuggestion ? suggest(code) : code).map((line) => (line === '' ? '' : `    ${line}`));
      pieces.push({ kind: 'lines', lines });
      i = stop;
    } else if (row.trim() === '') end();
    else if (words === undefined && /^(?: {4}|\t)/.test(row) && pieces.at(-1)?.kind !== 'words') {
      const stop = rows.findIndex((other, k) => k > i && other.trim() !== '' && !/^(?: {4}|\t)/.test(other));
      const code = rows.slice(i, stop < 0 ? rows.length : stop);
      while (code.at(-1)?.trim() === '') code.pop();
      pieces.push({
        kind: 'lines',
        lines: code.map((line) => (line.startsWith('\t') ? `    ${line.slice(1)}` : line)),
      });
      i += code.length - 1;
    } else if (/^ {0,3}\|.*\|\s*$/.test(row)) {
      end();
      pieces.push({ kind: 'lines', lines: [row.trim()] });
    } else {
      const point = /^( *)([-*+]|\d{1,3}[.)])\s+(.*)$/.exec(row);
      const quote = /^ {0,3}> ?(.*)$/.exec(row);
      const head = /^ {0,3}#{1,6}\s+(.*?)\s*#*$/.exec(row);
      if (point !== null) {
        end();
        const first = `${point[1]}${point[2] === '+' ? '-' : point[2]} `;
        words = { first, rest: ' '.repeat(first.length), text: [plainWords(point[3] ?? '')] };
      } else if (quote !== null) {
        // A mark of quoting would make it somebody else's words.
        if (words?.first !== '| ') end();
        words ??= { first: '| ', rest: '| ', text: [] };
        words.text.push(plainWords(quote[1] ?? ''));
      } else if (head !== null) {
        end();
        pieces.push({ kind: 'words', first: '', rest: '', text: plainWords(head[1] ?? '') });
      } else {
        words ??= { first: '', rest: '', text: [] };
        words.text.push(plainWords(row.trim()));
      }
    }
  }
  end();
  return joinTables(pieces);
}

/** Rows of a table stand below each other. */
function joinTables(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const isRow = (other: Piece | undefined) =>
      other?.kind === 'lines' && other.lines.every((line) => line.startsWith('|'));
    if (piece.kind === 'lines' && before?.kind === 'lines' && isRow(piece) && isRow(before)) {
      joined[joined.length - 1] = { kind: 'lines', lines: [...before.lines, ...piece.lines] };
    } else joined.push(piece);
  }
  return joined;
}

function closes(line: string, opened: string): boolean {
  const marks = line.trim();
  return marks.length >= opened.length && [...marks].every((mark) => mark === opened.charAt(0));
}

function withoutIndent(line: string, spaces: number): string {
  return line.slice(Math.min(spaces, /^ */.exec(line)?.[0].length ?? 0));
}

/** A line's markup as words: links with their address, escapes undone, a forced break left out. */
function plainWords(text: string): string {
  const pieces = text.replace(/(?:\\| {2,})$/, '').split(/(`+[^`]+`+)/);
  return pieces
    .map((piece, i) =>
      i % 2 === 1
        ? piece
        : piece
            .replace(
              /(?<!\\)!?\[((?:\\.|[^\]\\])*)\]\(<?([^()\s>]*)>?(?:\s+"[^"]*")?\)/g,
              (_, words: string, address: string) =>
                words === '' || words === address ? address : `${words} <${address}>`,
            )
            .replace(/\\([!-/:-@[-`{-~])/g, '$1'),
    )
    .join('');
}

function wrap({ first, rest, text }: Extract<Piece, { kind: 'words' }>, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    // A point or a sign at the head of a line would be read as a list or a diff.
    const fits = line.length + (isEmpty ? 0 : 1) + word.length <= columns;
    if (!isEmpty && (fits || /^(?:[-+*|]|\d{1,3}[.)])$/.test(word))) line += ` ${word}`;
    else if (isEmpty) line += word;
    else {
      lines.push(line);
      line = rest + word;
    }
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}
