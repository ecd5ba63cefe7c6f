import { kindsFor } from '#lib/mm/applies';
import { resolveKernel } from '#lib/mm/kernels';
import { cowPolicies } from '#lib/mm/policies';
import type { PageKind } from '#lib/mm/size';
import { BASE } from '#lib/mm/synthesis/asking-kernel';
import { printRule, ruleOf, sayRule } from '#lib/mm/synthesis/own-text';
import { makeSpace, type Space } from '#lib/mm/synthesis/space';
import { bare, makeTrial, playOut } from '#lib/mm/synthesis/trial';
import type { Scenario } from '#lib/scenario/scenario';
import type { Bounds } from '#lib/scenario/simulator';
import type {
  Fared,
  FoundList,
  FoundRule,
  Judged,
  NotRight,
  Synthesis,
  SynthesisResult,
  SynthesisRun,
} from '#lib/scenario/synthesis';
import { DecisionTree } from '#lib/synthesis/decision-tree';
import { compareScores } from '#lib/synthesis/score';
import { type Found, Search } from '#lib/synthesis/search';
import type { Ending } from '#lib/synthesis/trial';

/** Most things that one condition looks at. */
const PER_CONDITION = 3;

/** Ways to fare that a list has. */
const KEPT = 20;

/** Largest rule where nobody asks for another: one as large as what was merged. */
const DEFAULT_SIZE = 9;

/** What was merged, with all that came to it until long-term pins were reliable. */
const REFERENCE = 'A8';

/** A rule that makes more states of a scenario is not followed any further, and counts as not right. */
const bounds: Bounds = { maxStates: 4000, maxCountedStates: 4000 };

/** Known policies are known to end. */
const knownBounds: Bounds = { maxStates: 4_000_000, maxCountedStates: 4000 };

/** How many trials a rule may get wrong: the next is tried where no rule is that good. */
const allowances = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** Work between two looks at a clock: sets of rules that are looked at together. */
const SLICE = 5;

/** A scenario on a kind of page. */
interface Place {
  readonly slug: string;
  readonly scenario: Scenario;
  readonly kind: PageKind;
}

/** Rules of one space that fare the same, beside those of the other. */
interface Candidate {
  readonly space: Space;
  readonly found: Found;
  readonly size: number;
}

/** Searches rules of the family `cow-reuse`: see content/guide/synthesis.md. */
export const synthesis: Synthesis = {
  family: 'cow-reuse',
  defaultSize: DEFAULT_SIZE,
  begin: (scenarios, size) => new MmSynthesis(scenarios, size),
  corpusOf: (scenarios) =>
    JSON.stringify(
      placesOf(scenarios).map(({ slug, scenario: { declarations, phases }, kind }) => [
        slug,
        kind,
        declarations,
        phases,
      ]),
      (key, value) => (remarks.includes(key) ? undefined : value),
    ),
};

/** What a text says beside what is played. */
const remarks = ['line', 'comments', 'note'];

function placesOf(scenarios: readonly Judged[]): readonly Place[] {
  return scenarios
    .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
    .flatMap(({ slug, scenario }) => {
      const judged = bare(scenario);
      return kindsFor(scenario).map((kind) => ({ slug, scenario: judged, kind }));
    });
}

class MmSynthesis implements SynthesisRun {
  private readonly places: readonly Place[];
  private readonly scenarios: number;
  private readonly size: number;
  private readonly work: Generator<void>;
  private readonly spaces: readonly { readonly space: Space; readonly trees: readonly DecisionTree[] }[];
  private readonly known: (Fared & { readonly policy: string })[] = [];
  private all: FoundList | undefined;
  private list: FoundList | undefined;
  private at = 'known policies';
  private finished: SynthesisResult | undefined;

  constructor(scenarios: readonly Judged[], size: number) {
    this.scenarios = scenarios.length;
    this.places = placesOf(scenarios);
    this.size = size;
    this.spaces = [false, true].map((hasMarks) => {
      const space = makeSpace(hasMarks, PER_CONDITION);
      const trees = this.places.map(
        ({ slug, scenario, kind }) => new DecisionTree(makeTrial(space, slug, scenario, kind, bounds)),
      );
      return { space, trees };
    });
    this.work = this.run();
  }

  advance(): boolean {
    if (this.finished === undefined && this.work.next().done === true) this.finished = this.sumUp();
    return this.finished !== undefined;
  }

  get progress(): string {
    const plays = this.spaces.reduce((sum, { trees }) => trees.reduce((more, tree) => more + tree.plays, sum), 0);
    return `${this.at}, ${plays} runs`;
  }

  get result(): SynthesisResult | undefined {
    return this.finished;
  }

  finish(): SynthesisResult {
    return this.sumUp();
  }

  private *run(): Generator<void> {
    for (const { id } of cowPolicies) {
      this.known.push({ policy: id, ...this.fareOf(id) });
      yield;
    }
    this.all = yield* this.searchAmong('all scenarios', [...this.places.keys()]);
    this.list = yield* this.searchAmong(`what ${REFERENCE} gets right`, this.ground());
  }

  private fareOf(policy: string): Fared {
    const kernel = resolveKernel(policy)?.kernel;
    if (kernel === undefined) throw new Error(`Cannot find policy \`${policy}\``);
    return fared(
      this.places,
      this.places.map(({ scenario, kind }) => playOut(scenario, kernel, kind, knownBounds)),
    );
  }

  /** Indexes of the places that the reference gets right. */
  private ground(): readonly number[] {
    const wrong = this.known.find(({ policy }) => policy === REFERENCE)?.notRight ?? [];
    return [...this.places.keys()].filter((index) => {
      const place = this.places[index];
      return !wrong.some(({ scenario, kind }) => scenario === place?.slug && kind === place.kind);
    });
  }

  /** Searches both spaces by some places alone, and allows more failures while there is no rule. */
  private *searchAmong(name: string, chosen: readonly number[]): Generator<void, FoundList> {
    const places = chosen.flatMap((index) => this.places[index] ?? []);
    for (const failures of allowances) {
      const candidates: Candidate[] = [];
      for (const { space, trees } of this.spaces) {
        const marks = space.hasMarks ? 1 : 0;
        if (this.size < marks) continue;
        const limits = { size: this.size - marks, failures, keep: KEPT };
        const judging = chosen.flatMap((index) => trees[index] ?? []);
        const search = new Search(space.slots, judging, limits);
        this.at = `${name}, ${space.hasMarks ? 'with' : 'without'} exclusive marks`;
        while (!search.advance(SLICE)) yield;
        candidates.push(...search.found.map((found) => ({ space, found, size: found.size + marks })));
      }
      if (candidates.length > 0) {
        const rules = this.rank(candidates, places);
        const hopeless = failures === 0 ? [] : yield* this.findHopeless(rules, chosen);
        return { judged: places.length, hopeless, rules, isComplete: true };
      }
    }
    return { judged: places.length, hopeless: [], rules: [], isComplete: true };
  }

  /** Places that no rule gets right; only those need a search of their own that every found rule gets wrong. */
  private *findHopeless(rules: readonly FoundRule[], chosen: readonly number[]): Generator<void, readonly NotRight[]> {
    const hopeless: NotRight[] = [];
    for (const index of chosen) {
      const place = this.places[index];
      const wrong = rules.map(({ notRight }) =>
        notRight.find(({ scenario, kind }) => scenario === place?.slug && kind === place.kind),
      );
      const [first] = wrong;
      if (first === undefined || wrong.includes(undefined)) continue;
      let isHopeless = true;
      for (const { space, trees } of this.spaces) {
        const tree = trees[index];
        if (tree === undefined) continue;
        const search = new Search(space.slots, [tree], {
          size: this.size - (space.hasMarks ? 1 : 0),
          failures: 0,
          keep: 1,
        });
        while (!search.advance(SLICE)) yield;
        if (search.found.length > 0) isHopeless = false;
      }
      if (isHopeless) hopeless.push(first);
    }
    return hopeless;
  }

  /** Both spaces together: rules that fare alike are one. */
  private rank(candidates: readonly Candidate[], places: readonly Place[]): readonly FoundRule[] {
    const alike = new Map<string, Candidate & { readonly rules: number }>();
    for (const candidate of candidates) {
      const key = JSON.stringify(candidate.found.endings);
      const before = alike.get(key);
      const rules = candidate.found.rules + (before?.rules ?? 0);
      alike.set(key, { ...(before !== undefined && before.size <= candidate.size ? before : candidate), rules });
    }
    const ranked = [...alike.values()].toSorted((a, b) => compareScores(a.found, b.found) || a.size - b.size);
    const last = ranked[KEPT - 1];
    const kept = last === undefined ? ranked : ranked.filter(({ found }) => compareScores(found, last.found) <= 0);
    return kept.map(({ space, found, size, rules }, index) => {
      const rule = ruleOf(space, found.options);
      const text = printRule(rule, `found-${index + 1}`);
      return { ...fared(places, found.endings), size, alike: rules, text, words: sayRule(rule) };
    });
  }

  private sumUp(): SynthesisResult {
    const unfinished: FoundList = { judged: 0, hopeless: [], rules: [], isComplete: false };
    const { all = unfinished, list = unfinished } = this;
    const own = this.known.find(({ policy }) => policy === REFERENCE);
    const [least, most] = [own?.least ?? 0, own?.most ?? 0];
    const scored = list.rules.map((rule) => ({ failures: rule.notRight.length, least: rule.least, most: rule.most }));
    const better = scored.filter((score) => compareScores(score, { failures: 0, least, most }) < 0).length;
    return {
      family: synthesis.family,
      size: this.size,
      perCondition: PER_CONDITION,
      like: BASE,
      scenarios: this.scenarios,
      all,
      reference: { policy: REFERENCE, list, least, most, better },
      known: this.known,
    };
  }
}

function fared(places: readonly Place[], endings: readonly Ending[]): Fared {
  const notRight: NotRight[] = [];
  let least = 0;
  let most = 0;
  for (const [index, ending] of endings.entries()) {
    const place = places[index];
    if (ending.is === 'right') {
      least += ending.least;
      most += ending.most;
    } else if (place !== undefined) notRight.push({ scenario: place.slug, kind: place.kind, by: ending.by });
  }
  return { notRight, least, most };
}
