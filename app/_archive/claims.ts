import type { MarginEntry } from '#lib/db/margin';
import { attitudeText, capital } from '../_components/claim-words';
import { empty, type Html, html } from './html';

/** A note in the margin of a mail. */
export interface MarginNote {
  /** 0-based index of the piece that it speaks of; null where no place is known: then it stands at the top. */
  readonly piece: number | null;
  /** What ties it to its place in the text. */
  readonly letter: string;
  /** Its element's id. */
  readonly id: string;
  /** About how high it is, in pixels. */
  readonly height: number;
  readonly content: Html;
}

/**
 * What stands in a mail's margin as notes, lettered in the order of the text. Those whose words stand nowhere that is known
 * come at the top. `places` gives the piece of a paragraph, `pieceAt` that of a place in the text; `prefix` tells notes of
 * the mails of one page apart.
 */
export function marginNotes(
  entries: readonly MarginEntry[],
  places: ReadonlyMap<number, number>,
  pieceAt: (place: number) => number | undefined,
  prefix: string,
): MarginNote[] {
  const placed = entries.map((entry, index) => ({ entry, piece: pieceOf(entry, places, pieceAt), index }));
  const first = new Map<string, string>();
  return placed
    .sort((a, b) => (a.piece ?? 0) - (b.piece ?? 0) || a.index - b.index)
    .map(({ entry, piece }, index) => {
      const letter = letterOf(index);
      const id = `${prefix}claim-${letter}`;
      const before = entry.on === 'claim' ? first.get(entry.claim.slug) : undefined;
      if (entry.on === 'claim' && before === undefined) first.set(entry.claim.slug, letter);
      return {
        piece,
        letter,
        id,
        height: heightOf(entry, before),
        content: entry.on === 'claim' ? claimNote(id, letter, entry, before) : wordsNote(id, letter, entry),
      };
    });
}

/** The piece that an entry speaks of; null where its words stand nowhere, or nobody says where. */
function pieceOf(
  { place, paragraph }: MarginEntry,
  places: ReadonlyMap<number, number>,
  pieceAt: (place: number) => number | undefined,
): number | null {
  if (place?.state === 'orphaned') return null;
  if (place?.state === 'exact' || place?.state === 'moved') return pieceAt(place.start) ?? null;
  return paragraph === null ? null : (places.get(paragraph) ?? 0);
}

/** What is odd about the words of a note; nothing where they stand where they were taken. */
function placeNote({ place, paragraph }: MarginEntry): Html {
  if (place?.state === 'moved') {
    const from = place.from === null || place.from === place.paragraph ? '' : ` from paragraph ${place.from}`;
    return html`<span class="note at">Its words have moved${from} to paragraph ${place.paragraph}. <a href="/quotes#moved">Quotes</a></span>`;
  }
  if (place?.state === 'orphaned') {
    const where = paragraph === null ? 'in this mail' : `in paragraph ${paragraph}`;
    return html`<span class="note at">Its words stood ${where} and are not there any more. <a href="/quotes#orphaned">Quotes</a></span>`;
  }
  return empty;
}

/** `a` … `z`, then `27`, `28`. */
function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : String(index + 1);
}

/** About how high a note stands, in pixels: lines of some 34 letters in the serif face, 40 in the sans. */
function heightOf(entry: MarginEntry, before: string | undefined): number {
  const odd = entry.place?.state === 'moved' || entry.place?.state === 'orphaned' ? 38 : 0;
  if (entry.on === 'words') return 31 + 19 * Math.ceil(firstWords(entry.bodyMarkdown).length / 40) + odd;
  const { claim, note } = entry;
  const title = before === undefined ? 20 * Math.ceil(claim.title.length / 33) : 19;
  return 19 + title + 19 * Math.ceil(note.length / 40) + 12 + odd;
}

/** `before` is the letter of the first note on the same claim: its title need not stand there twice. */
function claimNote(
  id: string,
  letter: string,
  entry: Extract<MarginEntry, { on: 'claim' }>,
  before: string | undefined,
): Html {
  const { claim, person, attitude, note } = entry;
  const href = `/claims/${claim.slug}`;
  const title =
    before === undefined
      ? html`<a class="cl" href="${href}">${claim.title}</a>`
      : html`, <a href="${href}">the claim of ${before}</a><br>`;
  return html`<div id="${id}"><span class="ref">${letter}</span> ${capital(claim.kind)} · ${person.name} ${attitudeText[attitude]}${title}${note}${placeNote(entry)}</div>`;
}

/** What somebody notes of words in the mail. */
function wordsNote(id: string, letter: string, entry: Extract<MarginEntry, { on: 'words' }>): Html {
  const { kind, author, bodyMarkdown } = entry;
  return html`<div id="${id}"><span class="ref">${letter}</span> ${capital(kind)} of ${author.replace(/ <.*>$/, '')}: ${firstWords(bodyMarkdown)}${placeNote(entry)}</div>`;
}

/** Characters of an annotation that the margin has room for. */
const room = 400;

function firstWords(text: string): string {
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
