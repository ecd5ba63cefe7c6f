import { findDiffEnd, opensDiff, quoteDepth, withoutQuoteMarks } from '#lib/mail/quote';
import { continues, namesPerson, readTrailerLine, spellKey, type Trailer } from '#lib/patch/trailer/trailer';

/** Key of a trailer that stands in a quote: these marks and the key. It is another's word, or an older one. */
export const QUOTED = '> ';
/** Key of a sentence that takes a trailer back; its value is the trailer's key. */
export const WITHDRAWS = 'Withdraws';
/** Key of a line that begins with NAK; its value is the line. */
export const NAK = 'NAK';
/** Key of a line that says that who writes it took the patch; its value is the line. */
export const TAKEN = 'Taken';

/** What a reply may give a patch beside what people did: the author is asked to put it in. */
const alsoGiven = /^(?:fixes|closes)$/i;
const judging = /^(?:reviewed|acked|tested|nacked)(?:-and-\w+)?-by$/i;

/** As maintainers and their machines say that they took a patch: at the beginning of a line. */
const taken = [
  /^\s*(?:(?:all|both|series|patch(?:es)?(?: [\d, and-]+)?|now) )?(?:applied|queued(?: up)?|pushed)(?:[.!]?\s*$|[,.!]? thanks|,? thank you)/i,
  /^\s*(?:Applied|Queued(?: up)?|Pushed|(?:Series|Patch(?:es)?|All|Both) (?:applied|queued)) (?:all |both )?(?:to|for) \S/,
  /^\s*(?:this|the) (?:series|patch|pull request) (?:was|has been) (?:applied|merged|added) |^\s*has been added to the \S/i,
];

/** What most mails have nothing of: they are passed over. */
const hint =
  /\b(?:applied|queued|pushed|has been)\b|-by[ \t]?:|^[ \t>]*(?:fixes|closes|nac?k)\b|\b(?:withdr|retract|rescind|revoke|drop|remove|tak(?:e|ing) back)/im;

/**
 * The trailers that a reply gives, in the order of its lines, leading spaces forgiven. Not those of a diff that it
 * proposes: they are of that diff. Those in quotes have {@link QUOTED} before their key, for who counts must be able to say
 * why they do not; {@link WITHDRAWS} and {@link NAK} are sentences, read as such.
 */
export function readReplyTrailers(text: string): Trailer[] {
  if (!hint.test(text)) return [];
  const lines = text.split('\n');
  const end = findEnd(lines);
  const given: Trailer[] = [];
  const sentences: string[] = [];
  let open: { readonly trailer: Trailer; readonly depth: number } | undefined;
  for (let i = 0; i < end; ) {
    const line = lines[i] ?? '';
    const depth = quoteDepth(line);
    if (depth === 0 && opensDiff(line, lines[i + 1])) {
      dropProposed(given, lines, i);
      i = findDiffEnd(lines, i);
      open = undefined;
      continue;
    }
    i++;
    const said = depth > 0 ? withoutQuoteMarks(line) : line;
    if (open !== undefined && open.depth === depth && continues(open.trailer, said)) {
      const value = `${open.trailer.value} ${said.trim()}`;
      open = { trailer: { key: open.trailer.key, value }, depth };
      given[given.length - 1] = named(open.trailer, depth);
      continue;
    }
    open = undefined;
    const trailer = readTrailerLine(said.trim());
    if (trailer !== undefined && isGiven(trailer.key, depth)) {
      open = { trailer, depth };
      given.push(named(trailer, depth));
    } else if (depth === 0) {
      sentences.push(line);
      if (/^\s*(?:NAK|NACK)\b(?!-by)/.test(line)) given.push({ key: NAK, value: line.trim().slice(0, 200) });
      if (taken.some((form) => form.test(line))) given.push({ key: TAKEN, value: line.trim().slice(0, 200) });
    } else sentences.push('');
  }
  return [...given, ...readWithdrawals(sentences.join('\n'))];
}

function isGiven(key: string, depth: number): boolean {
  return depth > 0 ? judging.test(key) : namesPerson(key) || alsoGiven.test(key);
}

function named({ key, value }: Trailer, depth: number): Trailer {
  return { key: depth > 0 ? `${QUOTED}${key}` : key, value };
}

/** Index after the last line of the reply's own text: a signature ends it, and so do scissors with a patch below them. */
function findEnd(lines: readonly string[]): number {
  const signature = lines.lastIndexOf('-- ');
  const stop = signature >= 0 && signature >= lines.length - 21 ? signature : lines.length;
  const scissors = lines.findIndex((line) => /^-+\s*(?:>8|8<|>%|%<)[\s-]*.*-+\s*$/.test(line));
  return scissors >= 0 && scissors < stop ? scissors : stop;
}

/** Takes away the trailers of the commit message that stands above a proposed diff: the paragraph that signs it off. */
function dropProposed(given: Trailer[], lines: readonly string[], diff: number): void {
  let last = diff - 1;
  while (last >= 0 && !/^\s*signed-off-by:/i.test(lines[last] ?? '')) {
    if (diff - last > 30) return;
    last--;
  }
  let first = last;
  while (first > 0 && (lines[first - 1] ?? '').trim() !== '') first--;
  while ((lines[last + 1] ?? '').trim() !== '' && last + 1 < diff) last++;
  for (let i = first; i <= last; i++) {
    const trailer = readTrailerLine((lines[i] ?? '').trim());
    const at = given.findLastIndex(({ key, value }) => key === trailer?.key && value.startsWith(trailer.value));
    if (at >= 0) given.splice(at, 1);
  }
}

const takesBack =
  /\b(?:withdraw|withdrawing|withdrew|retract|retracting|rescind|revoke|take back|taking back|drop|remove)\b[^.!?,;:]{0,40}?\bmy\b[^.!?,;:]{0,30}?\b(reviewed|acked|tested|review|ack|r-?b|a-?b|t-?b|tags?)\b/gi;

/** Which trailer a word means; undefined for every one. */
const meant: Readonly<Record<string, string>> = {
  reviewed: 'Reviewed-by',
  review: 'Reviewed-by',
  rb: 'Reviewed-by',
  acked: 'Acked-by',
  ack: 'Acked-by',
  ab: 'Acked-by',
  tested: 'Tested-by',
  tb: 'Tested-by',
};

function readWithdrawals(text: string): Trailer[] {
  return [...text.replaceAll('\n', ' ').matchAll(takesBack)].map((found) => {
    const word = (found[1] ?? '').toLowerCase().replace('-', '');
    return { key: WITHDRAWS, value: meant[word] ?? 'tags' };
  });
}

/** Key and marks of a stored trailer of a reply. */
export function readGivenKey(key: string): { readonly key: string; readonly isQuoted: boolean } {
  const isQuoted = key.startsWith(QUOTED);
  return { key: spellKey(isQuoted ? key.slice(QUOTED.length) : key), isQuoted };
}
