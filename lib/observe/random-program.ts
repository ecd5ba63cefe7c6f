import type { Chance } from '#lib/observe/chance';
import type { PageKind } from '#lib/reproduce/plan';

/** A line of a program: who does what. */
export interface ProgramLine {
  readonly actor: string;
  readonly step: string;
}

/** What the kernel at hand can be asked to do. */
export interface Facilities {
  readonly hasUserfaultfd: boolean;
  readonly hasSwap: boolean;
  readonly hasSoftDirty: boolean;
  readonly hasRing: boolean;
}

interface Draft {
  readonly lines: ProgramLine[];
  readonly living: string[];
  /** Children that were not made yet. */
  readonly unborn: string[];
  /** Handles that are held. */
  readonly held: { readonly name: string; readonly isPin: boolean }[];
  /** Processes whose page userfaultfd knows, and those where it protects it: a store there would sleep. */
  readonly registered: Set<string>;
  readonly protectedIn: Set<string>;
  number: number;
  pins: number;
}

type Move = (draft: Draft, actor: string, chance: Chance) => void;

const simple =
  (step: string): Move =>
  (draft, actor) =>
    draft.lines.push({ actor, step });

const half = (chance: Chance) => ['', '', '.0', '.1'][chance.below(4)] ?? '';

const unprotect: Move = (draft, actor) => {
  if (!draft.registered.has(actor)) return;
  draft.lines.push({ actor, step: `uffd unprotect ${actor}:v` });
  draft.protectedIn.delete(actor);
};

const protect: Move = (draft, actor) => {
  if (!draft.registered.has(actor)) draft.lines.push({ actor, step: `uffd register wp ${actor}:v` });
  draft.lines.push({ actor, step: `uffd protect ${actor}:v` });
  draft.registered.add(actor);
  draft.protectedIn.add(actor);
};

const unmap: Move = (draft, actor) => {
  draft.lines.push({ actor, step: 'munmap v' });
  draft.registered.delete(actor);
  draft.protectedIn.delete(actor);
};

const store: Move = (draft, actor, chance) => {
  if (draft.protectedIn.has(actor)) unprotect(draft, actor, chance);
  draft.lines.push({ actor, step: `write v${half(chance)} = W${++draft.number}` });
};

const load: Move = (draft, actor, chance) => {
  draft.lines.push({ actor, step: `read v${half(chance)} -> r${++draft.number}` });
};

const splice: Move = (draft, actor) => {
  const name = `h${++draft.number}`;
  draft.lines.push({ actor, step: `vmsplice v -> ${name}` });
  draft.held.push({ name, isPin: false });
};

/** A pin locks memory, and a user may lock few huge pages. */
const MAX_PINS = 3;

const pin: Move = (draft, actor, chance) => {
  if (draft.pins++ >= MAX_PINS) return;
  if (draft.protectedIn.has(actor)) unprotect(draft, actor, chance);
  const name = `h${++draft.number}`;
  draft.lines.push({ actor, step: `pin write longterm v -> ${name}` });
  draft.held.push({ name, isPin: true });
};

const look: Move = (draft, _, chance) => {
  const handle = draft.held[chance.below(draft.held.length)];
  if (handle !== undefined)
    draft.lines.push({ actor: 'D', step: `read ${handle.name}${half(chance)} -> r${++draft.number}` });
};

const transfer: Move = (draft, _, chance) => {
  const pins = draft.held.filter((handle) => handle.isPin);
  const handle = pins[chance.below(pins.length)];
  if (handle !== undefined)
    draft.lines.push({ actor: 'D', step: `write ${handle.name}${half(chance)} = W${++draft.number}` });
};

const release: Move = (draft, _, chance) => {
  const [handle] = draft.held.splice(chance.below(draft.held.length), 1);
  if (handle !== undefined) draft.lines.push({ actor: 'D', step: `release ${handle.name}` });
};

const fork: Move = (draft, actor) => {
  const child = draft.unborn.shift();
  if (child === undefined) return;
  draft.lines.push({ actor, step: `fork ${child}` });
  draft.living.push(child);
};

const exit: Move = (draft, actor) => {
  if (draft.living.length < 2) return;
  draft.lines.push({ actor, step: 'exit' });
  draft.living.splice(draft.living.indexOf(actor), 1);
};

const remap: Move = (draft, actor, chance) => {
  unmap(draft, actor, chance);
  draft.lines.push({ actor, step: `map v = W${++draft.number}` });
};

/** Takes the write bit away and leaves the permission as it was. */
const protectTwice: Move = (draft, actor) => {
  draft.lines.push({ actor, step: 'mprotect ro v' }, { actor, step: 'mprotect rw v' });
};

const clearRefs: Move = (draft, actor) => {
  draft.lines.push({ actor: 'K', step: `clear_refs ${actor}` });
};

/** Moves and how often each is made. */
function movesOf(
  { hasSwap, hasSoftDirty, hasRing, hasUserfaultfd }: Facilities,
  kind: PageKind,
): readonly [Move, ...Move[]] {
  const often = (times: number, move: Move): readonly Move[] => Array.from({ length: times }, () => move);
  return [
    store,
    ...often(3, store),
    ...often(2, load),
    ...often(5, splice),
    look,
    release,
    ...often(5, fork),
    ...often(2, exit),
    ...often(3, unmap),
    simple('dontneed v'),
    simple('mprotect ro v'),
    simple('mprotect rw v'),
    ...often(3, protectTwice),
    remap,
    ...(hasRing ? [...often(4, pin), transfer] : []),
    ...(hasUserfaultfd && kind === 'base' ? [...often(2, protect), unprotect] : []),
    ...(kind === 'thp' ? [simple('dontneed others v')] : []),
    ...(hasSwap ? often(3, simple('pageout v')) : []),
    ...(hasSoftDirty ? often(2, clearRefs) : []),
  ];
}

/** A program of up to fourteen moves of up to three processes on one page; at its end all look at what they have. */
export function makeProgram(chance: Chance, facilities: Facilities, kind: PageKind): readonly ProgramLine[] {
  const draft: Draft = {
    lines: [],
    living: ['P'],
    unborn: ['C', 'E'],
    held: [],
    registered: new Set(),
    protectedIn: new Set(),
    number: 0,
    pins: 0,
  };
  draft.lines.push({ actor: 'P', step: chance.below(8) === 0 ? 'map v' : 'map v = OLD' });
  const moves = movesOf(facilities, kind);
  const length = 3 + chance.below(12);
  while (draft.lines.length <= length) {
    const actor = draft.living[chance.below(draft.living.length)] ?? 'P';
    chance.pick(moves)(draft, actor, chance);
  }
  // What a reference and its page have to say to each other shows when somebody stores.
  for (const actor of draft.living) if (chance.below(3) > 0) store(draft, actor, chance);
  for (const { name } of draft.held) draft.lines.push({ actor: 'D', step: `read ${name} -> r${++draft.number}` });
  for (const actor of draft.living) draft.lines.push({ actor, step: `read v -> r${++draft.number}` });
  return draft.lines;
}

/** The program as a scenario's text. */
export function printLines(lines: readonly ProgramLine[]): string {
  const acts = (actor: string) => lines.some((line) => line.actor === actor);
  const declared = [...(acts('K') ? ['kernel K'] : []), ...(acts('D') ? ['device D'] : [])];
  const body = lines.map(({ actor, step }) => `${actor}: ${step}`);
  return [['mm random'], declared, body]
    .filter((group) => group.length > 0)
    .map((group) => `${group.join('\n')}\n`)
    .join('\n');
}
