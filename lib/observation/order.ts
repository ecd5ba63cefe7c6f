/**
 * The language in which observers write down what they did to one page, step by step: `fork;child pins;child munmaps;
 * parent writes`. Who is not named is the parent; a remark in brackets says nothing.
 */

/** Who acts: the process that mapped the page, or the child that it forked last. */
export type OrderActor = 'parent' | 'child';

/** What is done to the page. `protect` and `unprotect` are mprotect(PROT_READ) and mprotect(PROT_READ | PROT_WRITE). */
export type OrderVerb = (typeof verbs)[number]['verb'];

export interface OrderStep {
  readonly actor: OrderActor;
  readonly verb: OrderVerb;
}

/** An order that was read, or what of it has no meaning here. */
export type ReadOrder =
  | { readonly steps: readonly OrderStep[]; readonly reason: null }
  | { readonly steps: null; readonly reason: string };

/** Words of each verb, in lower case; the first is the one that is printed. An `s` behind the first word may stand. */
const verbs = [
  { verb: 'pin', words: ['pin'] },
  { verb: 'unpin', words: ['unpin', 'release'] },
  { verb: 'write', words: ['write'] },
  { verb: 'read', words: ['read'] },
  { verb: 'munmap', words: ['munmap'] },
  { verb: 'exit', words: ['exit'] },
  { verb: 'fork', words: ['fork'] },
  { verb: 'protect', words: ['mprotect R', 'mprotect RO'] },
  { verb: 'unprotect', words: ['mprotect RW'] },
  { verb: 'pageout', words: ['MADV_PAGEOUT'] },
  { verb: 'dontneed', words: ['MADV_DONTNEED'] },
  { verb: 'clear-refs', words: ['clear_refs'] },
] as const;

const actors: Readonly<Record<string, OrderActor>> = { parent: 'parent', p: 'parent', child: 'child', c: 'child' };

const known = new Map(verbs.flatMap(({ verb, words }) => words.map((word) => [fold(word), verb] as const)));

/** Reads an order. Nothing is guessed: one word that is unknown, and the order is not modelled. */
export function readOrder(text: string): ReadOrder {
  const parts = text
    .replace(/\([^()]*\)/g, ' ')
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return { steps: null, reason: 'the order has no step' };
  const steps: OrderStep[] = [];
  for (const part of parts) {
    const words = part.split(/[\s.]+/);
    const actor = actors[words[0]?.toLowerCase() ?? ''];
    const rest = (actor === undefined ? words : words.slice(1)).join(' ');
    const verb = known.get(fold(rest));
    if (verb === undefined)
      return { steps: null, reason: rest === '' ? `“${part}” lacks a verb` : `unknown word “${rest}”` };
    steps.push({ actor: actor ?? 'parent', verb });
  }
  const reason = findImpossible(steps);
  return reason === undefined ? { steps, reason: null } : { steps: null, reason };
}

/** The order in one spelling: `readOrder(printOrder(steps))` gives the steps back. */
export function printOrder(steps: readonly OrderStep[]): string {
  const hasChild = steps.some(({ verb }) => verb === 'fork');
  return steps
    .map(({ actor, verb }) => {
      const word = verbs.find((one) => one.verb === verb)?.words[0] ?? verb;
      const acts = /^[a-z]+$/.test(word) ? `${word}s` : word;
      if (actor === 'child') return `child ${acts}`;
      return hasChild && verb !== 'fork' ? `parent ${acts}` : word;
    })
    .join(';');
}

/** `Writes`, `write` and `WRITE` are one word; white space is one blank. */
function fold(words: string): string {
  const [first = '', ...rest] = words.trim().toLowerCase().split(/\s+/);
  return [first.replace(/(?<=[a-z])s$/, ''), ...rest].join(' ');
}

/** What cannot happen, whoever wrote it down. */
function findImpossible(steps: readonly OrderStep[]): string | undefined {
  const alive = new Set<OrderActor>(['parent']);
  for (const { actor, verb } of steps) {
    if (!alive.has(actor)) return `the ${actor} acts where there is none`;
    if (verb === 'exit') alive.delete(actor);
    if (verb !== 'fork') continue;
    if (actor === 'child') return 'a child forks';
    if (alive.has('child')) return 'a second child beside the first';
    alive.add('child');
  }
  return undefined;
}
