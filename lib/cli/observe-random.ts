import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import { printFacts } from '#lib/observation/facts';
import type { MachineFacts } from '#lib/observe/answer';
import { startInterpreter } from '#lib/observe/interpreter';
import { facilitiesOf, probeMachine } from '#lib/observe/machine';
import { type Difference, playRandom, type RandomRun, type Trial } from '#lib/observe/random-run';
import { type PageKind, pageKinds } from '#lib/reproduce/plan';
import { simulators } from '#lib/simulators';

export interface RandomFlags {
  readonly count: number;
  readonly seed: number;
  readonly isJson: boolean;
  /** Keeps root, so that copies are seen. */
  readonly asRoot: boolean;
  readonly kind?: PageKind;
  readonly policy?: string;
}

/** Huge pages that must be free, so that no random program ever lacks one. */
const ENOUGH_HUGE_PAGES = 32;

/** `moot observe --random N`: random programs on the kernel and in the model, each difference made as small as it goes. */
export async function observeRandom({ count, seed, isJson, asRoot, kind, policy }: RandomFlags): Promise<void> {
  const [simulator] = simulators;
  if (simulator === undefined) throw new PlainError('There is no simulator.');
  const interpreter = await startInterpreter({ asRoot });
  try {
    const { release, facts } = await probeMachine(interpreter);
    const rules = policy ?? release;
    const resolved = simulator.resolve(rules);
    if (resolved === undefined) throw new PlainError(`No rules are known for ${rules}: say --policy ID.`);
    const [first, ...others] = kind === undefined ? pageKinds.filter((one) => isThere(one, facts)) : [kind];
    if (first === undefined) throw new PlainError('There is no kind of page to play on.');
    const progress = new Progress(count);
    const run = await playRandom(interpreter, simulator, {
      count,
      seed,
      kinds: [first, ...others],
      facilities: facilitiesOf(facts),
      policy: rules,
      onProgress: (done) => progress.show(done, `${done} of ${count} programs`),
    });
    progress.clear();
    if (isJson) printJson(run, { seed, release, policy: rules, kinds: [first, ...others], facts });
    else {
      if (resolved.note !== null) process.stderr.write(`${resolved.note}\n`);
      process.stdout.write(sayRun(run, release, rules, [first, ...others]));
    }
    if (run.differences.length > 0) process.exitCode = 1;
  } finally {
    interpreter.stop();
  }
}

function isThere(kind: PageKind, facts: MachineFacts): boolean {
  if (kind === 'thp') return facts.thp === 'always' || facts.thp === 'madvise';
  return kind !== 'hugetlb' || facts.freeHugePages >= ENOUGH_HUGE_PAGES;
}

function sayRun(run: RandomRun, release: string, rules: string, kinds: readonly string[]): string {
  const { played, agreed, left, differences } = run;
  const model = rules === release ? 'the model of it' : `the model under ${rules}`;
  const lines = [
    ...differences.flatMap((difference) => [...sayDifference(difference, release, rules), '']),
    ...[...left].map(([reason, times]) => `${times} left out: ${reason}`),
    `${played} random programs on ${release} and in ${model} (${kinds.join(', ')} pages): ${agreed} agree, ${differences.length} differ.`,
  ];
  return `${lines.join('\n')}\n`;
}

function sayDifference(difference: Difference, release: string, rules: string): readonly string[] {
  const { kind, index, smallest, isSteady } = difference;
  const steady = isSteady ? '' : '; the kernel does not say the same every time';
  return [
    `# program ${index + 1}, ${kind} pages, made smaller${steady}`,
    `# ${release} reads  ${sayObserved(smallest)}`,
    `# ${rules === release ? 'the model' : rules} says  ${smallest.model.map(printFacts).join(' or ')}`,
    smallest.text.trimEnd(),
  ];
}

const sayObserved = ({ observed }: Trial) => (observed === null ? 'nothing' : printFacts(observed));

function printJson(run: RandomRun, about: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ ...about, ...run, left: Object.fromEntries(run.left) })}\n`);
}
