import type { ProgramLine } from '#lib/observe/random-program';

/**
 * Makes a program smaller as long as `isInteresting` says that what made it interesting is still there: takes away lines
 * with all that depends on them, and stores to the whole page in place of a half.
 */
export async function shrinkProgram(
  lines: readonly ProgramLine[],
  isInteresting: (lines: readonly ProgramLine[]) => Promise<boolean>,
): Promise<readonly ProgramLine[]> {
  let smallest = lines;
  for (let hasShrunk = true; hasShrunk; ) {
    hasShrunk = false;
    for (const candidate of candidatesOf(smallest)) {
      if (!(await isInteresting(candidate))) continue;
      smallest = candidate;
      hasShrunk = true;
      break;
    }
  }
  return smallest;
}

function* candidatesOf(lines: readonly ProgramLine[]): Generator<readonly ProgramLine[]> {
  const tried = new Set<number>();
  // Whoever loses most lines comes first: a fork with all that its child does.
  const without = lines.map((_, index) => removeLine(lines, index)).toSorted((a, b) => a.length - b.length);
  for (const candidate of without) if (candidate.length > 0) yield candidate;
  for (const [index, line] of lines.entries()) {
    const whole = line.step.replace(/\b(v|h\d+)\.[01]\b/, '$1');
    if (whole === line.step || tried.has(index)) continue;
    tried.add(index);
    yield lines.with(index, { ...line, step: whole });
  }
}

/** The lines without one of them, and without those that speak of what it made: a child, a handle. */
function removeLine(lines: readonly ProgramLine[], index: number): readonly ProgramLine[] {
  const gone = new Set([index]);
  for (const [at, line] of lines.entries()) {
    if (!gone.has(at)) continue;
    const made = /^fork (\w+)|-> (h\d+)$/.exec(line.step);
    const name = made?.[1] ?? made?.[2];
    if (name === undefined) continue;
    const mentions = new RegExp(`\\b${name}\\b`);
    for (const [other, { actor, step }] of lines.entries())
      if (other > at && (actor === name || mentions.test(step))) gone.add(other);
  }
  return lines.filter((_, at) => !gone.has(at));
}
