import type { OwnWords } from '#lib/cue/cue';
import { longestSentence } from '#lib/cue/cue';
import { placeBlocks } from '#lib/mail/block-places';
import { splitListFooter } from '#lib/mail/list-footer';
import { splitBlocks } from '#lib/mail/quote';
import { findSentences } from '#lib/text/sentence';

/** What the author of a mail wrote in it; `text` is its decoded text. */
export function readOwnWords(text: string): OwnWords {
  const said = splitListFooter(text).text;
  const stretches = placeBlocks(said, splitBlocks(said))
    .filter(({ block }) => block.kind === 'text')
    .map(({ start, end }) => ({ start, end }));
  const sentences = stretches
    .flatMap(({ start, end }) => findSentences(said, start, end))
    .filter(({ start, end }) => end - start <= longestSentence);
  return { text, stretches, sentences };
}
