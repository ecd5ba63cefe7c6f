/**
 * A part of the C text. The program that `moot reproduce` prints has the parts it needs, the interpreter that plays many
 * orders has all: both speak the same C.
 */
export interface Piece {
  readonly name: string;
  /** Parts that must stand before it. */
  readonly needs: readonly Piece[];
  /** Functions that a step of a plan may name: `void f(const struct step *, struct report *)`. */
  readonly plays: readonly string[];
  /** C, from the comment above its first declaration to the brace that ends the last. */
  readonly text: string;
}

/** The pieces and all that they need, each once, what is needed first. */
export function collectPieces(wanted: readonly Piece[]): readonly Piece[] {
  const found: Piece[] = [];
  const add = (piece: Piece) => {
    if (found.includes(piece)) return;
    for (const needed of piece.needs) add(needed);
    found.push(piece);
  };
  for (const piece of wanted) add(piece);
  return found;
}
