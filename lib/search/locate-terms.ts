import { cutTerm, foldPiece } from '#lib/search/terms';

/** A term and where it stands: first character and the one after its last, in UTF-16 units. */
export interface PlacedTerm {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** The terms of `cutTerms(text)` with their places, to mark them in the text. Several that one character stands for share its place. */
export function locateTerms(text: string): PlacedTerm[] {
  const placed: PlacedTerm[] = [];
  for (const { 0: run, index } of text.matchAll(/[0-9A-Za-z_\u0080-\uffff]+/g)) {
    if (/^\w+$/.test(run)) placed.push({ term: cutTerm(run).toLowerCase(), start: index, end: index + run.length });
    else locateInRun(run, index, placed);
  }
  return placed;
}

/** Hangul letters may join to syllables, so a stretch of them is folded together; every other character by itself. */
const unit = /\p{Script=Hangul}+|./gsu;

function locateInRun(run: string, at: number, placed: PlacedTerm[]): void {
  let term = '';
  let [start, end] = [0, 0];
  const flush = () => {
    if (term !== '') placed.push({ term: cutTerm(term), start: at + start, end: at + end });
    term = '';
  };
  for (const { 0: own, index } of run.matchAll(unit)) {
    const folded = foldPiece(own);
    const letters = Array.from(own);
    const terms = folded.split(' ').filter((part) => part !== '');
    // A stretch of whole syllables: each has its own place.
    const isEach = letters.length > 1 && terms.length === letters.length;
    let place = index;
    for (const [i, part] of folded.split(' ').entries()) {
      if (i > 0) flush();
      if (part === '') continue;
      const width = isEach ? 1 : own.length;
      if (term === '') start = place;
      term += part;
      end = place + width;
      if (isEach) place += width;
    }
    // A mark belongs to the letter before it.
    if (folded === '' && term !== '') end = index + own.length;
  }
  flush();
}
