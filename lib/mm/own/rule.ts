import type { Memory } from '#lib/mm/memory';
import type { Asked } from '#lib/mm/own/asks';
import { compileOwn, type Question, sayFound } from '#lib/mm/own/condition';
import { type PointName, points } from '#lib/mm/own/points';
import { drainBatch, tryToFreeSwap } from '#lib/mm/page';
import { printOwnCondition } from '#lib/scenario/own-condition';
import type { OwnPolicy, OwnRule } from '#lib/scenario/own-policy';

/** One line of a point, ready to be asked. */
interface Step {
  readonly does: string;
  readonly isEnd: boolean;
  readonly when: Question | null;
  readonly rule: OwnRule;
}

/** Whoever answers one point. */
export interface PointAnswer {
  /** What is known of the decision; callers fill it in before they ask. One object, for this is asked millions of times. */
  readonly asked: Asked;
  /** What was noted on the way to the last answer. */
  readonly noted: ReadonlySet<string>;
  /** Words of the `does` that ended the question, or of what is done otherwise. `cpu` is whose batch may be drained. */
  decide(m: Memory, cpu: number): string;
}

/** What is known of a decision before anybody fills it in. */
export function nothingAsked(): Asked {
  return {
    page: 0,
    sub: 0,
    isPmd: false,
    mm: 0,
    isWrite: false,
    wasExclusive: false,
    fill: { by: 'copy', memory: 'anon', isShared: false, isWritable: false, servesWrite: false },
    call: { isPin: false, isLongterm: false, mayShare: false },
  };
}

/** What the lines of one point say. */
export class PointRule implements PointAnswer {
  readonly asked = nothingAsked();
  private readonly steps: readonly Step[];
  private readonly otherwise: string;
  readonly noted = new Set<string>();

  constructor(rules: readonly OwnRule[], point: PointName) {
    const form = points.find(({ name }) => name === point);
    this.otherwise = form?.otherwise ?? '';
    this.steps = rules.map((rule) => {
      const way = form?.does.find(({ name }) => name === rule.does)?.way;
      const isEnd = way === 'ends' || way === 'waits';
      return { does: rule.does, isEnd, when: rule.when === null ? null : compileOwn(rule.when), rule };
    });
  }

  decide(m: Memory, cpu: number): string {
    this.noted.clear();
    const said: string[] = [];
    const found: string[] = [];
    let answer = this.otherwise;
    for (const { does, isEnd, when, rule } of this.steps) {
      if (m.talk !== null && rule.when !== null) {
        const values = sayFound(rule.when, m, this.asked);
        found.push(...values.filter((value) => !found.includes(value)));
        said.push(`“${does} when ${printOwnCondition(rule.when)}” (${values.join(', ') || 'it looks at nothing'})`);
      } else if (m.talk !== null) said.push(`“${does}”`);
      if (when !== null && when(m, this.asked) === 0) continue;
      if (isEnd) {
        answer = does;
        break;
      }
      this.act(m, does, cpu);
    }
    if (m.talk !== null) {
      m.talk.asked = found.join(', ') || 'always';
      m.talk.why = `asks ${said.join(', then ')}`;
    }
    return answer;
  }

  private act(m: Memory, does: string, cpu: number): void {
    if (does === 'drain batch') drainBatch(m, cpu);
    else if (does === 'drop swap cache') tryToDropSwapCache(m, this.asked.page);
    else this.noted.add(does);
  }
}

/** `try_to_free_swap()` wants the page lock: who cannot have it at once goes on without. */
export function tryToDropSwapCache(m: Memory, page: number): void {
  if (!m.isLocked(page)) tryToFreeSwap(m, page);
}

/** The rule of a point; undefined where no line speaks of it. */
export function findRule(policy: OwnPolicy, point: PointName): PointRule | undefined {
  const rules = policy.lines.filter((line) => line.type === 'rule').filter((rule) => rule.point === point);
  return rules.length === 0 ? undefined : new PointRule(rules, point);
}
