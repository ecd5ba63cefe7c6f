import type { MailPiece } from '../_components/mail-pieces';
import type { MarginNote } from './claims';
import { type Html, html, join } from './html';
import { mailQuote, type QuoteLook, shortQuote } from './quote';
import { diffText, mailText } from './text';

/** A stretch of the mail's text in UTF-16 units, `end` after the last. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface Look {
  readonly look: QuoteLook;
  readonly patchId: string | undefined;
  /** Words that the margin speaks of: they are marked. In order, without overlaps. */
  readonly quoted: readonly Range[];
}

/**
 * A mail's text: prose, folded quotes, coloured diffs, and the margin beside them. Each piece says in `data-start` where it
 * begins in the mail's decoded text, in UTF-16 units. `notes` stand in the order of the text.
 */
export function mailBody(pieces: readonly MailPiece[], notes: readonly MarginNote[], look: Look): Html {
  if (notes.length === 0) {
    return html`<div class="body plain">${join(pieces.map((piece) => html`<div class="tx tx-${piece.kind}" data-start="${piece.start}">${showPiece(piece, look)}</div>`))}</div>`;
  }
  const stacks = stackNotes(pieces, notes, look.look);
  const rows = pieces.map((piece, index) => {
    const marks = notes
      .filter((note) => note.piece === index)
      .map(({ letter, id }) => html`<a class="anref" href="#${id}" title="Claim in the margin">${letter}</a>`);
    const margin = stacks
      .filter(({ row }) => row === index)
      .map(
        ({ row, next, notes: stacked }) =>
          html`<aside style="grid-row:${row + 1} / ${next + 1}">${stacked.map((note) => note.content)}</aside>`,
      );
    return html`<div class="tx tx-${piece.kind}" data-start="${piece.start}" style="grid-row:${index + 1}">${showPiece(piece, look)}${marks}</div>${margin}`;
  });
  return html`<div class="body">${rows}</div>`;
}

/**
 * Which notes stand under each other from which row on. A note that would push the text apart to reach its own row stands
 * under the note before instead: the next note moves down, the text stays whole. Heights are estimates; a wrong one costs
 * some white space.
 */
function stackNotes(pieces: readonly MailPiece[], notes: readonly MarginNote[], look: QuoteLook) {
  const tops = [0];
  for (const [index, piece] of pieces.entries()) tops.push((tops[index] ?? 0) + heightOf(piece, look));
  const stacks: { row: number; end: number; notes: MarginNote[] }[] = [];
  for (const note of notes) {
    const row = note.piece ?? 0;
    const top = tops[row] ?? 0;
    const last = stacks.at(-1);
    if (last === undefined || last.end <= top) stacks.push({ row, end: top + note.height, notes: [note] });
    else {
      last.notes.push(note);
      last.end += note.height;
    }
  }
  return stacks.map(({ row, notes: stacked }, index) => ({
    row,
    next: stacks[index + 1]?.row ?? pieces.length,
    notes: stacked,
  }));
}

/** About how high a piece stands, in pixels: lines of 21, a folded quote is one. */
function heightOf(piece: MailPiece, look: QuoteLook): number {
  if (piece.kind === 'quote') return look === 'open' || piece.lines <= shortQuote ? 24 + 21 * piece.lines : 40;
  const text = piece.kind === 'diff' ? piece.runs.map((run) => run.text).join('\n') : piece.text;
  return 12 + 21 * text.split('\n').length;
}

/** Prose with the words marked that the margin speaks of. */
function markedText(text: string, start: number, quoted: readonly Range[]): Html {
  const parts: Html[] = [];
  let at = 0;
  for (const range of quoted) {
    const from = Math.max(range.start - start, at);
    const to = Math.min(range.end - start, text.length);
    if (to <= from) continue;
    parts.push(mailText(text.slice(at, from)), html`<mark>${mailText(text.slice(from, to))}</mark>`);
    at = to;
  }
  parts.push(mailText(text.slice(at)));
  return join(parts);
}

function showPiece(piece: MailPiece, { look, patchId, quoted }: Look): Html {
  switch (piece.kind) {
    case 'text':
    case 'signature':
      return markedText(piece.text, piece.start, quoted);
    case 'diff':
      return html`<div class="scroll">${diffText(piece.runs)}</div>`;
    case 'quote':
      return mailQuote(piece, look, patchId);
    default:
      return piece satisfies never;
  }
}
