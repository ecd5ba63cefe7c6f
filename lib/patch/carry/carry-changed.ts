import { isTelling } from '#lib/patch/carry/align';
import type { Became, Carrier, Spot } from '#lib/patch/carry/carrier';
import type { Placement } from '#lib/patch/carry/carry';
import { findEdited } from '#lib/patch/carry/carry-gap';
import { chooseBest, listCandidates } from '#lib/patch/carry/carry-same';
import type { Source } from '#lib/patch/carry/carry-source';
import { isSameButSpace } from '#lib/patch/carry/likeness';
import { orphan, sayElsewhere } from '#lib/patch/carry/say-placement';
import { textBeside } from '#lib/patch/carry/side-file';

/** A range that became more lines than so many times its own is another text. */
const MAX_GROWTH = 3;

/**
 * Finds lines that do not stand anywhere with the same neighbours: aligned with a line that says the same beside others,
 * or edited in their place. Where neither is sure they are orphaned.
 */
export function carryChanged(carrier: Carrier, source: Source): Placement {
  const became = carrier.became(source.shown);
  const inPlace = became === null ? undefined : carryInPlace(carrier, source, became);
  if (inPlace !== undefined && inPlace.state !== 'orphaned') return inPlace;
  return carryTelling(carrier, source) ?? inPlace ?? orphan(sayGone(carrier, source), listAlike(carrier, source));
}

/** What each line of a range became, and from there the whole range. */
function carryInPlace(carrier: Carrier, source: Source, became: Became): Placement | undefined {
  const { shown, index, count } = source;
  const targets: (number | undefined)[] = [];
  const doubtful: number[] = [];
  let gone = 0;
  for (let at = index; at < index + count; at++) {
    const edited = isAnchored(source, became, at) ? { at: became.map[at] ?? 0 } : findEdited(shown, became, at);
    targets.push(edited !== undefined && 'at' in edited ? edited.at : undefined);
    if (edited !== undefined && 'doubtful' in edited) doubtful.push(...edited.doubtful);
    if (edited !== undefined && 'gone' in edited) gone++;
  }
  const known = targets.flatMap((at) => at ?? []);
  if (known.length * 2 < count) {
    const spots = [...new Set(doubtful)].map((at) => carrier.place({ shown: became.to, index: at }, 1));
    if (spots.length > 0) return orphan('Several lines are as like it as each other.', spots);
    if (gone < count) return undefined;
    const what = count === 1 ? 'The line was' : 'The lines were';
    return orphan(`${what} taken out: what stood around ${count === 1 ? 'it' : 'them'} stands without.`);
  }
  const span = spanOf(source, became, targets);
  return span === undefined ? undefined : sayChanged(carrier, source, { shown: became.to, index: span.at }, span.count);
}

/** Whether the alignment is sure of a line that says the same: it tells something itself, or a neighbour came along. */
function isAnchored({ shown }: Source, became: Became, at: number): boolean {
  const partner = became.map[at] ?? -1;
  if (partner < 0 || became.isLoose(at)) return false;
  if (isTelling(shown.texts[at] ?? '')) return true;
  return ([-1, 1] as const).some((step) => textBeside(shown, at, step) === textBeside(became.to, partner, step));
}

/** The lines from what a range's first line became to what its last one became, with those that took the place of others. */
function spanOf(
  { shown, index, count }: Source,
  { to, map, isLoose }: Became,
  targets: readonly (number | undefined)[],
): { readonly at: number; readonly count: number } | undefined {
  const known = targets.flatMap((at) => at ?? []);
  let [first, last] = [Math.min(...known), Math.max(...known)];
  const beside = (at: number) => ((map[at] ?? -1) >= 0 && !isLoose(at) ? map[at] : undefined);
  // A first or last line without a partner may have become what stands between the range and its neighbour.
  if (targets[0] === undefined) first = Math.max((beside(index - 1) ?? first - 1) + 1, first - count);
  if (targets.at(-1) === undefined) last = Math.min((beside(index + count) ?? last + 1) - 1, last + count);
  const size = last - first + 1;
  const isOnePiece = (to.numbers[last] ?? 0) - (to.numbers[first] ?? 0) === last - first;
  const isRising = known.every((at, i) => i === 0 || at > (known[i - 1] ?? 0));
  return isOnePiece && isRising && size >= 1 && size <= MAX_GROWTH * count && shown.side === to.side
    ? { at: first, count: size }
    : undefined;
}

/** Lines whose own words are known again in another place, beside other lines. */
function carryTelling(carrier: Carrier, source: Source): Placement | undefined {
  const { shown, index, count } = source;
  if (!shown.texts.slice(index, index + count).some(isTelling)) return undefined;
  const best = chooseBest(listCandidates(carrier, source, 'any neighbours'));
  const [only] = best;
  if (only === undefined) return undefined;
  if (best.length === 1) return sayChanged(carrier, source, only, count);
  const places = best.map((spot) => carrier.place(spot, count));
  return orphan(`It says the same in ${best.length} places, none of them beside the same lines.`, places);
}

function sayChanged(carrier: Carrier, source: Source, spot: Spot, count: number): Placement {
  const { shown, index } = source;
  const place = carrier.place(spot, count);
  const was = shown.texts.slice(index, index + source.count);
  const isSame = was.length === place.lines.length && was.every((text, at) => text === place.lines[at]);
  const isSpace =
    was.length === place.lines.length && was.every((text, at) => isSameButSpace(text, place.lines[at] ?? ''));
  const [subject, own] = source.count === 1 ? ['The line', 'its'] : ['The lines', 'their'];
  const said = isSame
    ? `${subject} ${source.count === 1 ? 'says' : 'say'} the same, beside other lines.`
    : isSpace
      ? `${subject} changed in ${own} white space alone.`
      : `${subject} ${source.count === 1 ? 'was' : 'were'} edited.`;
  return { state: 'changed', why: `${said} ${sayElsewhere(carrier, source, spot)}`.trim(), ...place };
}

function sayGone({ partners, from, to }: Carrier, { shown }: Source): string {
  const title = from[shown.patch]?.title;
  const partner = to[partners[shown.patch] ?? -1];
  if (partner === undefined) {
    return title === undefined
      ? 'Nothing in this version says the same.'
      : `This version has no patch that ${title} became, and no line that says the same.`;
  }
  const touches = partner.files.some(({ oldPath, newPath }) => oldPath === shown.path || newPath === shown.path);
  return touches ? 'No line here says the same or is like it.' : `The patch no longer touches ${shown.path}.`;
}

/** Places that say the same and are no other line's, for a person to choose from. */
function listAlike(carrier: Carrier, source: Source) {
  const { shown, index, count } = source;
  if (!isTelling(shown.texts[index] ?? '')) return [];
  return listCandidates(carrier, source, 'any neighbours').map((spot) => carrier.place(spot, count));
}
