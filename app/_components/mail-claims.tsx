import type { MessageClaim } from '#lib/db/record-types';
import { attitudeText, capital } from './claim-words';
import type { MarginNote } from './mail-body';

/**
 * The claims of a mail as notes for its margin, lettered in the order of the text. Those that no paragraph is known for
 * stand at the top. `places` gives the piece of a paragraph.
 */
export function claimNotes(claims: readonly MessageClaim[], places: ReadonlyMap<number, number>): MarginNote[] {
  const placed = claims.map((entry) => ({ entry, piece: places.get(entry.paragraph ?? 0) ?? 0 }));
  const ordered = placed
    .map((note, index) => ({ ...note, index }))
    .sort((a, b) => a.piece - b.piece || a.index - b.index);
  return ordered.map(({ entry, piece }, index) => {
    const key = `${entry.claim.slug} ${entry.person.slug} ${entry.attitude}`;
    return { piece, key, content: <ClaimNote key={key} letter={letterOf(index)} entry={entry} /> };
  });
}

/** `a` … `z`, then `27`, `28`. */
function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : String(index + 1);
}

function ClaimNote({ letter, entry }: { letter: string; entry: MessageClaim }) {
  const { claim, person, attitude, note } = entry;
  return (
    <div>
      <span className="ref">{letter}</span> {capital(claim.kind)} · {person.name} {attitudeText[attitude]}
      <a className="cl" href={`/claims/${claim.slug}`}>
        {claim.title}
      </a>
      {note}
    </div>
  );
}
