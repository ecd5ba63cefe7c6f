/**
 * A condition over things that are true or false, named by their 0-based index, in normal form: `not` stands at single
 * things alone, neither joint has a part of its own kind, the parts of a joint stand in order, and nothing is looked at
 * twice. So no two formulas are the same condition written in two ways.
 */
export type Formula =
  | { readonly is: 'atom'; readonly atom: number; readonly not: boolean }
  | { readonly is: 'and' | 'or'; readonly of: readonly Formula[] };

type Joint = 'and' | 'or';

/** How many things a formula looks at. */
export function sizeOfFormula(formula: Formula): number {
  return formula.is === 'atom' ? 1 : formula.of.reduce((sum, part) => sum + sizeOfFormula(part), 0);
}

/** Whether it is true where the things are as the bits of `seen` say, thing 0 in the lowest bit. */
export function isTrue(formula: Formula, seen: number): boolean {
  switch (formula.is) {
    case 'atom':
      return ((seen >>> formula.atom) & 1) === (formula.not ? 0 : 1);
    case 'and':
      return formula.of.every((part) => isTrue(part, seen));
    case 'or':
      return formula.of.some((part) => isTrue(part, seen));
  }
}

/** A text that tells formulas apart, and by which they are ordered: `0`, `!1`, `(0 & (1 | !2))`. */
export function keyOfFormula(formula: Formula): string {
  if (formula.is === 'atom') return `${formula.not ? '!' : ''}${String(formula.atom).padStart(2, '0')}`;
  return `(${formula.of.map(keyOfFormula).join(formula.is === 'and' ? ' & ' : ' | ')})`;
}

/** First thing that a formula looks at: parts of a joint share none, so it orders them. */
function firstAtom(formula: Formula): number {
  return formula.is === 'atom' ? formula.atom : Math.min(...formula.of.map(firstAtom));
}

/** The normal form of a formula that looks at nothing twice: joints taken together, parts in order. */
export function normalize(formula: Formula): Formula {
  if (formula.is === 'atom') return formula;
  const parts = formula.of.map(normalize).flatMap((part) => (part.is === formula.is ? part.of : [part]));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { is: formula.is, of: parts.toSorted((a, b) => firstAtom(a) - firstAtom(b)) };
}

/** Whether a thing is a reason when it is so, when it is not so, or may be either. */
export type Direction = 'so' | 'not' | 'either';

/**
 * Every formula in normal form that looks at 1 to `most` things, the small ones first.
 *
 * @param directions of each thing, by its index
 */
export function listFormulas(directions: readonly Direction[], most: number): readonly Formula[] {
  const found: Formula[] = [];
  for (let size = 1; size <= Math.min(directions.length, most); size++)
    for (const chosen of choose(directions.length, size))
      for (const joint of size === 1 ? (['and'] as const) : (['and', 'or'] as const))
        found.push(...formulasOf(chosen, joint, directions));
  return found;
}

/** Formulas whose outermost joint is this one, over exactly these things; a single thing has no joint. */
function formulasOf(atoms: readonly number[], joint: Joint, directions: readonly Direction[]): readonly Formula[] {
  const [atom] = atoms;
  if (atom === undefined) return [];
  if (atoms.length === 1) {
    const direction = directions[atom];
    return [false, true]
      .filter((not) => direction === 'either' || not === (direction === 'not'))
      .map((not) => ({ is: 'atom', atom, not }));
  }
  const other: Joint = joint === 'and' ? 'or' : 'and';
  return partitions(atoms)
    .filter((blocks) => blocks.length > 1)
    .flatMap((blocks) => combine(blocks.map((block) => formulasOf(block, other, directions))))
    .map((of) => ({ is: joint, of }));
}

/** One of each list, in every way. */
function combine<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((one) => [...row, one])),
    [[]],
  );
}

/** Every way to part the things into blocks, each block in order, the blocks in the order of their first things. */
function partitions(atoms: readonly number[]): readonly (readonly (readonly number[])[])[] {
  const [first, ...rest] = atoms;
  if (first === undefined) return [[]];
  return partitions(rest).flatMap((blocks) => [
    [[first], ...blocks],
    ...blocks.map((block, at) => [[first, ...block], ...blocks.filter((_, other) => other !== at)]),
  ]);
}

/** Every choice of `size` of the things 0 to `atoms` - 1, in order. */
function choose(atoms: number, size: number, from = 0): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  const found: (readonly number[])[] = [];
  for (let first = from; first <= atoms - size; first++)
    for (const rest of choose(atoms, size - 1, first + 1)) found.push([first, ...rest]);
  return found;
}
