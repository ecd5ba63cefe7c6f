import { readTrailers } from '#lib/patch/trailer/trailer';

/** A line that says that something was cut out: `[...]`, `<snip>`, `(snip)`, a scissors line. */
const cut =
  /^\s*(?:\[\s*(?:\.{2,}|…|snip\w*|cut|trim\w*|skip\w*|deleted|stripped)[^\]]{0,30}\]|<\s*\/?(?:snip|cut|trim|skip|deletia)\w*[^>]{0,30}>|\(\s*(?:\.{3,}|snip\w*|cut)\s*\)|\.{3,}|…+|[-=~_*\s]*(?:8<|>8|✂)[-=~_*\s8<>]*(?:snip[-=~_*\s8<>]*)?|-+\s*(?:snip\w*|cut)\s*-+)\s*$/i;

/** Whether a line is no words but a mark that something was left out of the quote. */
export function isCutMark(line: string): boolean {
  return cut.test(line);
}

const wrote = /(?:wrote|writes|said|says|schrieb|a écrit|escribió|ha scritto|написал\S*|写道)\s*[:：]?\s*$/i;
const begins =
  /^\s*(?:On|Am|Le|El|Il|At|\*)\s.*\d|^\s*\S.*<[^<>\s]+@[^<>\s]+>|^\s*\*?\s*\p{Lu}\S*(?: \p{Lu}\S*){0,3} (?:wrote|writes|said):/iu;

/**
 * How many lines at the end of `lines` introduce the quote that follows them: `On Mon, 4 Jan 2021, Ann Ek wrote:`, over up
 * to three lines. 0 where a sentence of the author's own ends there.
 */
export function countAttribution(lines: readonly string[]): number {
  let last = lines.length - 1;
  while (last >= 0 && (lines[last] ?? '').trim() === '') last--;
  if (last < 0 || !/[:：]?\s*$/.test(lines[last] ?? '')) return 0;
  for (let first = last; first >= 0 && first > last - 3; first--) {
    if ((lines[first] ?? '').trim() === '') return 0;
    const sentence = lines.slice(first, last + 1).join(' ');
    if (wrote.test(sentence) && begins.test(sentence)) return lines.length - first;
    if (/^\s*(?:On|Am|Le|El|Il) .*\d.*:\s*$/.test(sentence)) return lines.length - first;
  }
  return 0;
}

const farewell =
  /^(?:(?:many )?thanks?(?: (?:you|again|a lot|so much|in advance))?|thx|cheers|(?:best|kind|warm)?\s*regards|best|br|greetings|hth|sincerely|ciao|mfg)[\s,.!:)-]*$/i;
const name = /^[\p{Lu}][\p{L}.'-]*(?: [\p{L}.'-]+){0,3}[.,]?$|^[\p{L}]{1,3}\.?$|^-{1,2} ?\p{L}[\p{L} .'-]{0,30}$/u;

const greeting = /^(?:hi+|hello|hey|dear|good (?:morning|day|evening)|moin|salut|hallo)\b[^.?!\d]{0,40}[,.!:]?$/i;

/**
 * What a stretch of a reply says: without the lines that introduce a quote, marks of cuts, a signature, paragraphs that
 * are trailers and nothing else, a greeting that nothing follows, and, at the reply's end, the farewell. '' where it says
 * nothing.
 */
export function saidText(lines: readonly string[], isEnd: boolean): string {
  const kept = lines.slice(0, lines.length - countAttribution(lines)).filter((line) => !isCutMark(line));
  // Who answers above the quote signs there: a rule with a name or two below it.
  const rule = kept.findIndex((line) => /^-- ?$/.test(line));
  const isSigned = rule >= 0 && kept.slice(rule + 1).filter((line) => line.trim() !== '').length <= 4;
  const own = isSigned ? kept.slice(0, rule) : kept;
  const paragraphs = splitLines(own).filter((paragraph) => !isTrailers(paragraph));
  if (isEnd || isSigned) dropFarewell(paragraphs);
  if (paragraphs.every((paragraph) => paragraph.length === 1 && greeting.test(paragraph[0]?.trim() ?? ''))) return '';
  return paragraphs.map((paragraph) => paragraph.join('\n').replace(/\s+$/, '')).join('\n\n');
}

function splitLines(lines: readonly string[]): string[][] {
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push(line);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

function isTrailers(paragraph: readonly string[]): boolean {
  const rows = paragraph.filter((line) => !/^\s+\S/.test(line)).length;
  return rows > 0 && readTrailers(paragraph.map((line) => line.trim()).join('\n')).length >= rows;
}

/** Takes the farewell and the name below it away. A word alone, with nothing else said, is an answer and no name. */
function dropFarewell(paragraphs: string[][]): void {
  const isName = (line: string) => name.test(line.trim());
  const last = paragraphs.at(-1) ?? [];
  const parts = paragraphs.at(-2) ?? [];
  const bids = (paragraph: readonly string[]) =>
    farewell.test(paragraph[0]?.trim() ?? '') && paragraph.slice(1).every((line) => isName(line));
  if (last.length === 1 && isName(last[0] ?? '') && bids(parts)) paragraphs.splice(-2);
  else if (bids(last)) paragraphs.pop();
  else if (paragraphs.length > 1 && last.length === 1 && isName(last[0] ?? '') && !/[.?!,]$/.test(last[0] ?? ''))
    paragraphs.pop();
}
