import type { MessageClaim } from '#lib/db/record-types';
import { attitudeText, capital } from './claim-words';
import type { MarginNote } from './mail-body';

/**
 * The claims of a mail as notes for its margin, lettered in the order of the text. Those that no paragraph is known for
 * stand at the top. `places` gives the piece of a paragraph.
 */
export function claimNotes(claims: readonly MessageClaim[], places: ReadonlyMap<number, number>): MarginNote[] {
  const placed = claims.map((entry, index) => ({ entry, piece: places.get(entry.paragraph ?? 0) ?? 0, index }));
  const first = new Map<string, string>();
  return placed
    .sort((a, b) => a.piece - b.piece || a.index - b.index)
    .map(({ entry, piece }, index) => {
      const letter = letterOf(index);
      const before = first.get(entry.claim.slug);
      if (before === undefined) first.set(entry.claim.slug, letter);
      return {
        piece: entry.paragraph === null ? null : piece,
        letter,
        height: heightOf(entry, before),
        content: <ClaimNote key={letter} letter={letter} entry={entry} before={before} />,
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

interface NoteProps {
  readonly letter: string;
  readonly entry: MessageClaim;
  /** Letter of the first note on the same claim: its title need not stand there twice. */
  readonly before: string | undefined;
}

function ClaimNote({ letter, entry, before }: NoteProps) {
  const { claim, person, attitude, note } = entry;
  return (
    <div id={`claim-${letter}`}>
      <span className="ref">{letter}</span> {capital(claim.kind)} · {person.name} {attitudeText[attitude]}
      {before === undefined ? (
        <a className="cl" href={`/claims/${claim.slug}`}>
          {claim.title}
        </a>
      ) : (
        <>
          , <a href={`/claims/${claim.slug}`}>the claim of {before}</a>
          <br />
        </>
      )}
      {note}
    </div>
  );
}
