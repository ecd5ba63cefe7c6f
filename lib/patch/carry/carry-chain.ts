import type { AnchorWords } from '#lib/patch/carry/anchor-words';
import { Carrier } from '#lib/patch/carry/carrier';
import { type Anchor, carryWith, type PatchDiffs, type Place, type Placement } from '#lib/patch/carry/carry';
import { orphan } from '#lib/patch/carry/say-placement';
import { findWords } from '#lib/patch/carry/side-file';
import type { DiffFile } from '#lib/patch/diff/diff';
import { pathOf } from '#lib/patch/diff/diff-file';

/** The versions of a series in order, made ready to carry annotations from any of them to any other. */
export interface Chain {
  /** `from` and `to` are places in the list of versions, 0-based. */
  carry(from: number, to: number, anchor: Anchor): Placement;
  /** A file that something was said of. */
  carryFile(from: number, to: number, patch: string, path: string): Placement;
  /** Message-ID of the patch that a patch became; undefined for none. */
  partnerOf(from: number, to: number, patch: string): string | undefined;
  /** The files of a version's patch; empty where it is not there. */
  filesOf(at: number, patch: string): readonly DiffFile[];
  /** The words that stand at a place of a version; undefined where its patch does not show it. */
  wordsOf(at: number, place: Place): AnchorWords | undefined;
}

/** Placements that are remembered: a page is read more often than a series is posted. */
const MAX_KNOWN = 20_000;

export function openChain(versions: readonly PatchDiffs[]): Chain {
  const carriers = new Map<string, Carrier>();
  const carried = new Map<string, Placement>();
  const open = (from: number, to: number): Carrier => {
    const key = `${from} ${to}`;
    const carrier = carriers.get(key) ?? new Carrier(versions[from] ?? [], versions[to] ?? []);
    carriers.set(key, carrier);
    return carrier;
  };
  const filesOf: Chain['filesOf'] = (at, patch) =>
    versions[at]?.find(({ messageId }) => messageId === patch)?.files ?? [];
  const wordsOf: Chain['wordsOf'] = (at, place) => findWords(filesOf(at, place.patch), place);
  const stepsOf = (from: number, to: number) => {
    const by = from < to ? 1 : -1;
    return Array.from({ length: Math.abs(to - from) }, (_, at) => [from + at * by, from + (at + 1) * by] as const);
  };
  const stepThrough = (from: number, to: number, anchor: Anchor): Stepped => {
    let now = anchor;
    let isSame = true;
    for (const [one, two] of stepsOf(from, to)) {
      const placement = carryWith(open(one, two), now);
      if (placement.state === 'orphaned') return undefined;
      if (placement.state === 'changed') isSame = false;
      const { patch, path, side, line, end } = placement;
      const words = wordsOf(two, placement);
      if (words === undefined) return undefined;
      now = { patch, path, side, line, end, words };
    }
    const { words, ...place } = now;
    return { place: { ...place, lines: words.lines }, isSame };
  };
  const partnerOf: Chain['partnerOf'] = (from, to, patch) => {
    const direct = findPartner(open(from, to), patch);
    if (direct !== undefined || Math.abs(to - from) < 2) return direct;
    return stepsOf(from, to).reduce<string | undefined>(
      (now, [one, two]) => (now === undefined ? undefined : findPartner(open(one, two), now)),
      patch,
    );
  };
  return {
    partnerOf,
    filesOf,
    wordsOf,
    carry: (from, to, anchor) => {
      const key = JSON.stringify([from, to, anchor]);
      const known = carried.get(key);
      if (known !== undefined) return known;
      const direct = carryWith(open(from, to), anchor);
      const placement = Math.abs(to - from) < 2 ? direct : agree(direct, stepThrough(from, to, anchor));
      if (carried.size >= MAX_KNOWN) carried.clear();
      carried.set(key, placement);
      return placement;
    },
    carryFile: (from, to, patch, path) => {
      const partner = partnerOf(from, to, patch);
      return placeFile(versions[to] ?? [], open(from, to), partner, path);
    },
  };
}

/** Where the way through every version leads, and whether each step found the same lines; undefined where one did not. */
type Stepped = { readonly place: Place; readonly isSame: boolean } | undefined;

/**
 * One answer out of two: from the version that an annotation was made on straight to this one, and through every version
 * between. Where one of them finds nothing the other is taken; where both find a place it has to be the same. Only a way
 * that found the same lines at each step is preferred to a straight one that found them edited. Any other disagreement
 * leaves it to a person, who is offered both places.
 */
function agree(direct: Placement, stepped: Stepped): Placement {
  if (stepped === undefined) {
    if (direct.state === 'orphaned' || direct.state === 'exact') return direct;
    return { ...direct, why: `${direct.why} It did not stand in every version between.`.trim() };
  }
  const { place, isSame } = stepped;
  const state = isSame ? 'moved' : 'changed';
  const through: Placement = { state, why: 'It was followed from version to version.', ...place };
  if (direct.state === 'orphaned') return through;
  if (isSamePlace(direct, place)) return direct;
  if (direct.state === 'changed' && isSame) return through;
  const { patch, path, side, line, end, lines } = direct;
  const why = 'Followed from version to version it stands in another place than compared at once.';
  return orphan(why, [{ patch, path, side, line, end, lines }, place]);
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.patch === b.patch && a.path === b.path && a.side === b.side && a.line === b.line && a.end === b.end;
}

function findPartner({ from, to, partners }: Carrier, patch: string): string | undefined {
  const at = from.findIndex(({ messageId }) => messageId === patch);
  return to[partners[at] ?? -1]?.messageId;
}

/** The file in the patch that its patch became, else in the only other one that has it. */
function placeFile(version: PatchDiffs, carrier: Carrier, partner: string | undefined, path: string): Placement {
  const found = version.flatMap(({ messageId, files }) =>
    files
      .map(pathOf)
      .filter((name) => carrier.isSameFile(path, name))
      .map((name) => ({ patch: messageId, path: name })),
  );
  const own = found.filter(({ patch }) => patch === partner);
  const [one, ...others] = own.length > 0 ? own : found;
  const at = { side: 'new', line: 0, end: 0, lines: [] } as const;
  if (one === undefined) return orphan(`No patch of this version touches ${path}.`);
  if (others.length > 0) {
    const places = [one, ...others].map((place) => ({ ...place, ...at }));
    return orphan(
      `${places.length} patches of this version touch it, none of them the one that its own became.`,
      places,
    );
  }
  const isExact = one.patch === partner && one.path === path;
  const why = one.patch === partner ? `Its file is called ${one.path} here.` : 'Another patch touches the file now.';
  return { state: isExact ? 'exact' : 'moved', why: isExact ? '' : why, ...one, ...at };
}
