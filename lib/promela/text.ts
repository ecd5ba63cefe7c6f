/** Bits that hold `most`; at least one. */
function bitsFor(most: number): number {
  return Math.max(1, Math.ceil(Math.log2(most + 1)));
}

/** `unsigned name : 3`, or `bit name`: a variable that holds 0 to `most`. */
export function declare(name: string, most: number): string {
  if (most <= 1) return `bit ${name}`;
  return most === 255 ? `byte ${name}` : `unsigned ${name} : ${bitsFor(most)}`;
}

/** `if :: condition -> statements :: else fi`, so that it can always go on. */
export function when(condition: string, statements: string): string {
  return `if :: ${condition} -> ${statements} :: else fi`;
}

/** Statements one after the other; empty ones are left out. */
export function inOrder(...statements: readonly string[]): string {
  return statements.filter((statement) => statement !== '').join('; ');
}

/** The first alternative whose test is met: a chain, since `if` would choose any. */
export function firstOf(
  alternatives: readonly { readonly test: string; readonly does: string }[],
  otherwise = 'skip',
): string {
  return alternatives.reduceRight(
    (rest, { test, does }) => `if :: ${test} -> ${does} :: else -> ${rest} fi`,
    otherwise,
  );
}

/** A sum of tests, or `0` of none. */
export function sum(terms: readonly string[]): string {
  return terms.length === 0 ? '0' : `(${terms.join(' + ')})`;
}

/** A conjunction; empty tests are left out. */
export function all(...tests: readonly string[]): string {
  const asked = tests.filter((test) => test !== '');
  return asked.length === 0 ? 'true' : asked.join(' && ');
}
