import { makeArguments } from '#lib/argument/arguments';
import type { Evidence, Witness } from '#lib/argument/evidence';
import { listExtensions } from '#lib/argument/extensions';
import { type Framework, IN, OUT, UNDECIDED } from '#lib/argument/framework';
import { type DebateGraph, type GraphClaim, type GraphRelation, heldBy } from '#lib/argument/graph';
import { labelClaims } from '#lib/argument/label';
import { claimKinds } from '#lib/argument/record/claim';
import { relationKinds } from '#lib/argument/relation';
import { type Line, round } from './measure.ts';

const claimCount = 10_000;
const relationCount = 50_000;

/** The labels of a large generated debate, beside a labelling that looks at every argument until nothing changes. */
export async function* benchLabels(): AsyncGenerator<Line> {
  const { graph, evidence } = makeDebate();
  // Once to warm up; a server labels many times.
  labelClaims(graph, evidence);
  const { figure, cpuMs, labelling } = time(() => ({ labelling: labelClaims(graph, evidence) }));
  const plain = time(() => {
    const made = makeArguments(graph, evidence);
    return { made, labels: labelPlainly(made.framework) };
  });
  const counts = { in: 0, out: 0, undecided: 0 };
  for (const label of labelling.labels.values()) counts[label] += 1;
  const { list } = labelling.arguments;
  const details = { claims: graph.claims.length, relations: graph.relations.length, arguments: list.length, ...counts };
  yield { bench: 'labels', figure, unit: 'ms', target: 500, baseline: plain.figure, cpuMs, ...details };

  const asked = graph.claims.slice(0, 100).map(({ slug }) => slug);
  const why = time(() => ({ length: asked.map((slug) => JSON.stringify(labelling.why(slug)).length) }));
  yield { bench: 'labels: why', figure: round(why.figure / asked.length, 3), unit: 'ms a claim', claims: asked.length };

  const found = time(() => listExtensions(labelling));
  const { bound, positions } = found;
  yield { bench: 'labels: extensions', figure: found.figure, unit: 'ms', positions: positions.length, bound };
}

/** What a piece of work gives, with its time; `cpuMs` tells a slow machine from a busy one. */
function time<T extends object>(work: () => T): T & { readonly figure: number; readonly cpuMs: number } {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { ...result, figure: round(performance.now() - start), cpuMs: round((user + system) / 1000) };
}

/** The same labels without counting: every argument is looked at until a round changes nothing. */
function labelPlainly({ size, attackers }: Framework): Uint8Array {
  const labels = new Uint8Array(size);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let argument = 0; argument < size; argument++) {
      if (labels[argument] !== UNDECIDED) continue;
      const theirs = attackers.items.subarray(attackers.starts[argument], attackers.starts[argument + 1]);
      const label = theirs.every((one) => labels[one] === OUT)
        ? IN
        : theirs.some((one) => labels[one] === IN)
          ? OUT
          : UNDECIDED;
      labels[argument] = label;
      if (label !== UNDECIDED) isChanged = true;
    }
  }
  return labels;
}

/** A debate of that size, the same in every run: claims of all kinds, relations of all kinds, runs for some. */
function makeDebate(): { readonly graph: DebateGraph; readonly evidence: Evidence } {
  const draw = drawFrom(20211218);
  const pick = <T>(list: readonly [T, ...T[]]): T => list[draw(list.length)] ?? list[0];
  const claims = Array.from({ length: claimCount }, (_, order): GraphClaim => {
    const attitude = draw(5) === 0 ? ('rejects' as const) : ('asserts' as const);
    const stance = { person: `person-${draw(99)}`, attitude, message: 'a@example.org', date: '2021-01-01', note: '' };
    const slug = `claim-${order}`;
    return { slug, title: slug, kind: pick(claimKinds), topic: 't', order, scenarios: ['s'], ...heldBy([stance]) };
  });
  const relations = Array.from({ length: relationCount }, (): GraphRelation => {
    const kind = pick(relationKinds);
    const from = draw(claimCount);
    // Relations point back, as mails answer earlier ones; some point forward, which makes circles.
    const to = draw(20) === 0 ? draw(claimCount) : draw(from + 1);
    const isSame = kind === 'equivalent' && draw(20) > 0;
    const rest = { premises: [], toward: null, scenario: null, person: null, message: null, date: '2021-01-01' };
    return { kind: isSame ? 'supports' : kind, from: `claim-${from}`, to: `claim-${to}`, ...rest, note: '' };
  });
  const run = { scenario: 's', property: 'p', kind: null, policy: 'A', states: 1, schedules: null, steps: 1 };
  const whole = { complete: true, bound: null, stale: false, isStuck: false };
  const evidence = new Map(
    claims.flatMap(({ slug }): [string, Witness[]][] =>
      draw(2) === 0 ? [] : [[slug, [{ ...run, ...whole, verdict: draw(2) === 0 ? 'violated' : 'holds' }]]],
    ),
  );
  return { graph: { claims, relations }, evidence };
}

/** Whole numbers below a limit, the same ones for the same seed (a linear congruential generator, Numerical Recipes). */
function drawFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
