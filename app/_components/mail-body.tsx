import type { ReactNode } from 'react';
import { DiffText } from './diff-text';
import type { MailPiece } from './mail-pieces';
import { MailQuote } from './mail-quote';
import { MailText } from './mail-text';

/** A note in the margin of a mail, at the height of the piece with that index. */
export interface MarginNote {
  /** 0-based. */
  readonly piece: number;
  readonly key: string;
  readonly content: ReactNode;
}

interface Props {
  readonly pieces: readonly MailPiece[];
  readonly notes: readonly MarginNote[];
  readonly isOpen: boolean;
  readonly patchId: string | undefined;
}

/**
 * A mail's text: prose, folded quotes, coloured diffs, and the margin beside them. A note takes the rows down to the
 * next note, so that a long one moves the next down and never tears the text apart more than it must.
 */
export function MailBody({ pieces, notes, isOpen, patchId }: Props) {
  const places = [...new Set(notes.map((note) => note.piece))].sort((a, b) => a - b);
  return (
    <div className={notes.length === 0 ? 'body plain' : 'body'}>
      {pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a mail never move
        <div key={index} className={`tx ${piece.kind}`} style={notes.length === 0 ? undefined : { gridRow: index + 1 }}>
          <Piece piece={piece} isOpen={isOpen} patchId={patchId} />
        </div>
      ))}
      {places.map((place, index) => (
        <aside key={place} style={{ gridRow: `${place + 1} / ${(places[index + 1] ?? pieces.length) + 1}` }}>
          {notes.filter((note) => note.piece === place).map((note) => note.content)}
        </aside>
      ))}
    </div>
  );
}

function Piece({ piece, isOpen, patchId }: { piece: MailPiece; isOpen: boolean; patchId: string | undefined }) {
  switch (piece.kind) {
    case 'text':
    case 'signature':
      return <MailText text={piece.text} />;
    case 'diff':
      return (
        <div className="scroll">
          <DiffText runs={piece.runs} />
        </div>
      );
    case 'quote':
      return <MailQuote quote={piece} isOpen={isOpen} patchId={patchId} />;
    default:
      return piece satisfies never;
  }
}
