import { Fragment, type ReactNode } from 'react';
import { diffText } from './diff-text';
import type { MailPiece } from './mail-pieces';
import { mailQuote, type QuoteLook } from './mail-quote';
import { mailText } from './mail-text';

/** A note in the margin of a mail. */
export interface MarginNote {
  /** 0-based index of the piece that it speaks of; null where no place is known: then it stands at the top. */
  readonly piece: number | null;
  /** What ties it to its place in the text. */
  readonly letter: string;
  /** About how high it is, in pixels. */
  readonly height: number;
  readonly content: ReactNode;
}

interface Props {
  readonly pieces: readonly MailPiece[];
  /** In the order of the text. */
  readonly notes: readonly MarginNote[];
  readonly look: QuoteLook;
  readonly patchId: string | undefined;
}

/** A mail's text: prose, folded quotes, coloured diffs, and the margin beside them. */
export function MailBody({ pieces, notes, look, patchId }: Props) {
  if (notes.length === 0) {
    return (
      <div className="body plain">
        {pieces.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a mail never move
          <div key={index} className={`tx tx-${piece.kind}`}>
            {showPiece(piece, look, patchId)}
          </div>
        ))}
      </div>
    );
  }
  const stacks = stackNotes(pieces, notes, look);
  return (
    <div className="body">
      {pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a mail never move
        <Fragment key={index}>
          <div className={`tx tx-${piece.kind}`} style={{ gridRow: index + 1 }}>
            {showPiece(piece, look, patchId)}
            {notes
              .filter((note) => note.piece === index)
              .map(({ letter }) => (
                <a key={letter} className="anref" href={`#claim-${letter}`} title="Claim in the margin">
                  {letter}
                </a>
              ))}
          </div>
          {stacks
            .filter(({ row }) => row === index)
            .map(({ row, next, notes: stacked }) => (
              <aside key={row} style={{ gridRow: `${row + 1} / ${next + 1}` }}>
                {stacked.map((note) => note.content)}
              </aside>
            ))}
        </Fragment>
      ))}
    </div>
  );
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
  if (piece.kind === 'quote') return look === 'open' || piece.lines <= 3 ? 24 + 21 * piece.lines : 40;
  const text = piece.kind === 'diff' ? piece.runs.map((run) => run.text).join('\n') : piece.text;
  return 12 + 21 * text.split('\n').length;
}

function showPiece(piece: MailPiece, look: QuoteLook, patchId: string | undefined): ReactNode {
  switch (piece.kind) {
    case 'text':
    case 'signature':
      return mailText(piece.text);
    case 'diff':
      return <div className="scroll">{diffText(piece.runs)}</div>;
    case 'quote':
      return mailQuote(piece, look, patchId);
    default:
      return piece satisfies never;
  }
}
