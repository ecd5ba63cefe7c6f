import type { MessageClaim } from '#lib/db/record-types';
import { attitudeText, capital } from '../_components/claim-words';
import { type Html, html } from './html';

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
 * The claims of a mail as notes for its margin, lettered in the order of the text. Those that no paragraph is known for
 * stand at the top. `places` gives the piece of a paragraph; `prefix` tells notes of the mails of one page apart.
 */
export function claimNotes(
  claims: readonly MessageClaim[],
  places: ReadonlyMap<number, number>,
  prefix: string,
): MarginNote[] {
  const placed = claims.map((entry, index) => ({ entry, piece: places.get(entry.paragraph ?? 0) ?? 0, index }));
  const first = new Map<string, string>();
  return placed
    .sort((a, b) => a.piece - b.piece || a.index - b.index)
    .map(({ entry, piece }, index) => {
      const letter = letterOf(index);
      const id = `${prefix}claim-${letter}`;
      const before = first.get(entry.claim.slug);
      if (before === undefined) first.set(entry.claim.slug, letter);
      return {
        piece: entry.paragraph === null ? null : piece,
        letter,
        id,
        height: heightOf(entry, before),
        content: claimNote(id, letter, entry, before),
      };
    });
}

/** `a` … `z`, then `27`, `28`. */
function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : String(index + 1);
}

/** About how high a note stands, in pixels: lines of some 34 letters in the serif face, 40 in the sans. */
function heightOf({ claim, note }: MessageClaim, before: string | undefined): number {
  const title = before === undefined ? 20 * Math.ceil(claim.title.length / 33) : 19;
  return 19 + title + 19 * Math.ceil(note.length / 40) + 12;
}

/** `before` is the letter of the first note on the same claim: its title need not stand there twice. */
function claimNote(id: string, letter: string, entry: MessageClaim, before: string | undefined): Html {
  const { claim, person, attitude, note } = entry;
  const href = `/claims/${claim.slug}`;
  const title =
    before === undefined
      ? html`<a class="cl" href="${href}">${claim.title}</a>`
      : html`, <a href="${href}">the claim of ${before}</a><br>`;
  return html`<div id="${id}"><span class="ref">${letter}</span> ${capital(claim.kind)} · ${person.name} ${attitudeText[attitude]}${title}${note}</div>`;
}
