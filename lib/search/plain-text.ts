import { foldPiece } from '#lib/search/terms';

/** What stands for a character beyond ASCII; undefined where nothing of the same length can. */
const known = new Map<string, string | undefined>();

/**
 * A text in ASCII, each character in the place where it was, whose ASCII terms are those of `cutTerms(text)`; undefined
 * where there is none (letters that are not Latin, marks that stand alone). Typographic signs and accents are what most
 * mail beyond ASCII has.
 */
export function findPlainText(text: string): string | undefined {
  if (!/[\u0080-\uffff]/.test(text)) return text;
  let isPlain = true;
  const plain = text.replace(/[\u0080-\u{10ffff}]/gu, (sign) => {
    if (!known.has(sign)) known.set(sign, findPlain(sign));
    const own = known.get(sign);
    if (own === undefined) isPlain = false;
    return own ?? sign;
  });
  return isPlain ? plain : undefined;
}

function findPlain(sign: string): string | undefined {
  if (/\p{M}/u.test(sign)) return undefined;
  const folded = foldPiece(sign);
  if (folded.trim() === '') return ' '.repeat(sign.length);
  return sign.length === 1 && /^[0-9a-z_]$/.test(folded) ? folded : undefined;
}
