import { isTelling } from '#lib/patch/carry/align';
import type { Carrier, Shown, Spot } from '#lib/patch/carry/carrier';
import type { Placement } from '#lib/patch/carry/carry';
import type { Source } from '#lib/patch/carry/carry-source';
import { orphan, sayMoved } from '#lib/patch/carry/say-placement';
import { EDGE, textBeside } from '#lib/patch/carry/side-file';

/** Lines on either side that are compared when two places say the same. */
const REACH = 12;

/** In a file of another name only so many lines around that agree make a line the same. */
const REACH_ELSEWHERE = 6;

/** Whether a place has to stand between the same lines. */
type Beside = 'same neighbours' | 'any neighbours';

/** A place that says the same. */
export interface Candidate extends Spot {
  /** How well its patch fits, from 0 to 3: see {@link fitOf}. */
  readonly fit: number;
  /** Lines around it that agree, up to {@link REACH} on either side. */
  readonly agree: number;
}

/**
 * Finds the lines with the same text and the same neighbours: where the alignment of both files says that they stand, else
 * the one place of the version that is no other line's. Undefined where there is none; orphaned where several are as good.
 */
export function carrySame(carrier: Carrier, source: Source): Placement | undefined {
  const { shown, index, count } = source;
  const aligned = findAligned(carrier, source);
  if (aligned !== undefined && aligned.shown.isChanged[aligned.index] === shown.isChanged[index]) {
    return sayMoved(carrier, source, aligned);
  }
  const candidates = listCandidates(carrier, source, 'same neighbours');
  const best = chooseBest(candidates);
  const [only] = best;
  if (only === undefined) return undefined;
  if (best.length === 1) return sayMoved(carrier, source, only);
  const places = best.map((spot) => carrier.place(spot, count));
  const lines = count === 1 ? 'The line stands' : 'The lines stand';
  return orphan(`${lines} in ${best.length} places with the same neighbours, and nothing tells which it is.`, places);
}

/** The place that both readings of the alignment give, if it says the same beside the same. */
function findAligned(carrier: Carrier, { shown, index, count }: Source): Spot | undefined {
  const became = carrier.became(shown);
  const at = became?.map[index] ?? -1;
  if (became === null || at < 0) return undefined;
  for (let line = 0; line < count; line++) {
    if (became.map[index + line] !== at + line || became.isLoose(index + line)) return undefined;
  }
  return isSameBeside(shown, index, became.to, at, count) ? { shown: became.to, index: at } : undefined;
}

/** Whether lines say the same. Those of a range that hunks tear apart are not the same range. */
function isSame(from: Shown, index: number, to: Shown, at: number, count: number): boolean {
  for (let line = 0; line < count; line++) {
    if (from.texts[index + line] !== to.texts[at + line]) return false;
    if (to.numbers[at + line] !== (to.numbers[at] ?? 0) + line) return false;
  }
  return true;
}

/** Whether lines say the same, and those before and after them. */
function isSameBeside(from: Shown, index: number, to: Shown, at: number, count: number): boolean {
  const last = count - 1;
  return (
    isSame(from, index, to, at, count) &&
    textBeside(from, index, -1) === textBeside(to, at, -1) &&
    textBeside(from, index + last, 1) === textBeside(to, at + last, 1)
  );
}

/** The places that say the same and are no other line's without doubt. */
export function listCandidates(carrier: Carrier, source: Source, beside: Beside): readonly Candidate[] {
  const { shown, index, count } = source;
  const here: Candidate[] = [];
  const elsewhere: Candidate[] = [];
  for (const spot of carrier.findText(shown.side, shown.texts[index] ?? '')) {
    const isAsked = beside === 'any neighbours' ? isSame : isSameBeside;
    if (!isAsked(shown, index, spot.shown, spot.index, count)) continue;
    const origin = carrier.originOf(spot);
    if (origin !== undefined && isTaken(source, spot, origin, beside)) continue;
    const agree = countAgreeing(source, spot);
    const candidate = { ...spot, fit: fitOf(carrier, source, spot), agree };
    if (carrier.isSameFile(shown.path, spot.shown.path)) here.push(candidate);
    else if (agree >= REACH_ELSEWHERE && isTelling(shown.texts[index] ?? '')) elsewhere.push(candidate);
  }
  return here.length > 0 ? here : elsewhere;
}

/**
 * Whether a place is another line's: one that says the same, and stands beside the same where that is asked. Context in
 * another patch takes nothing away: it may be this very line, as a later patch shows it.
 */
function isTaken({ shown, index }: Source, spot: Spot, origin: Spot, beside: Beside): boolean {
  const isOwnFile = origin.shown === shown;
  if (isOwnFile && origin.index === index) return false;
  if (!isOwnFile && origin.shown.isChanged[origin.index] !== true) return false;
  return beside === 'any neighbours' || isSameBeside(origin.shown, origin.index, spot.shown, spot.index, 1);
}

/**
 * For a line that its patch changed: 3 where the patch that its own became changes it too, 2 where another one does now,
 * 1 where it is context in the former, 0 where it is context of another. For a line of context the patch comes first.
 */
function fitOf({ partners }: Carrier, { shown, index }: Source, spot: Spot): number {
  const isPartner = partners[shown.patch] === spot.shown.patch;
  const isSame = spot.shown.isChanged[spot.index] === shown.isChanged[index];
  const [first, second] = shown.isChanged[index] ? [isSame, isPartner] : [isPartner, isSame];
  return (first ? 2 : 0) + (second ? 1 : 0);
}

/** Half a line for the same words after the second `@@`, which name the function: they settle what lines leave open. */
function countAgreeing({ shown, index, count }: Source, spot: Spot): number {
  const last = count - 1;
  const heading = shown.headings[index] ?? '';
  return (
    countFrom(shown, index, spot.shown, spot.index, -1) +
    countFrom(shown, index + last, spot.shown, spot.index + last, 1) +
    (heading !== '' && heading === spot.shown.headings[spot.index] ? 0.5 : 0)
  );
}

function countFrom(from: Shown, index: number, to: Shown, at: number, step: -1 | 1): number {
  for (let count = 0; count < REACH; count++) {
    const text = textBeside(from, index + count * step, step);
    if (text !== textBeside(to, at + count * step, step)) return count;
    if (text === EDGE) return count + 1;
  }
  return REACH;
}

/**
 * The candidates that no other one is better than: one wins whose patch fits as well and around which as many lines agree,
 * one of both better. A line seen as context of several patches is one line: the first patch shows it.
 */
export function chooseBest(candidates: readonly Candidate[]): readonly Candidate[] {
  const fitting = candidates.filter(({ fit }) => fit > 0);
  const asked = fitting.length > 0 ? fitting : candidates;
  const best = asked.filter(
    (one) =>
      !asked.some(
        (other) => other.fit >= one.fit && other.agree >= one.agree && (other.fit > one.fit || other.agree > one.agree),
      ),
  );
  const patches = new Set(best.map(({ shown }) => shown.patch));
  const isOneLine = fitting.length === 0 && patches.size === best.length;
  return isOneLine ? best.slice(0, 1) : best;
}
