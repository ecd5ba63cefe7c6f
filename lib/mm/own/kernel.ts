import { pageName } from '#lib/mm/holders';
import { resolveKernel } from '#lib/mm/kernels';
import type { Memory } from '#lib/mm/memory';
import type { PointName } from '#lib/mm/own/points';
import { findRule, type PointAnswer } from '#lib/mm/own/rule';
import { settings } from '#lib/mm/own/settings';
import { freeSwapEntry } from '#lib/mm/page';
import {
  COPY,
  type CowPolicy,
  type Decision,
  type DirtyPolicy,
  type GupCall,
  type GupRule,
  type HugeDecision,
  type Kernel,
  MAP_EXCLUSIVE,
  MAP_WRITABLE,
  type OwnTests,
  REUSE,
  SPLIT,
  WAIT,
} from '#lib/mm/policy';
import type { OwnPolicy } from '#lib/scenario/own-policy';

/** Longest row of policies that are like one another. */
const MAX_ROW = 50;

/** What answers the points in place of another policy. */
export interface OwnAnswers {
  /** Whoever answers a point; undefined where the other policy does. */
  find(point: PointName): PointAnswer | undefined;
  /** Whether some point may answer so. GUP settles in which way it faults before it looks at anything. */
  says(does: string): boolean;
}

/**
 * A policy of one's own as a kernel: that of the policy which it is like, with the answers that its lines give.
 *
 * @param policies those of the text: one may be like another above it
 */
export function ownKernel(policy: OwnPolicy, policies: readonly OwnPolicy[], row = 0): Kernel {
  let kernel = answeringKernel(policy, kernelOf(policy, policies, row), {
    find: (point) => findRule(policy, point),
    says: (does) => policy.lines.some((line) => line.type === 'rule' && line.does === does),
  });
  for (const line of policy.lines)
    if (line.type === 'setting') {
      const setting = settings.find(({ name }) => name === line.name);
      if (setting !== undefined) kernel = setting.apply(kernel, line.value);
    }
  return kernel;
}

/** A kernel with other answers, called as a policy of one's own is. */
export function answeringKernel(named: Pick<OwnPolicy, 'id' | 'like'>, like: Kernel, answers: OwnAnswers): Kernel {
  const cow: CowPolicy = {
    ...like.cow,
    id: named.id,
    rule: `like ${named.like}`,
    standing: 'proposed',
    inForce: 'own',
    variantOf: null,
    ...answersOf(answers, like.cow),
  };
  return { ...like, id: named.id, cow, dirty: { ...like.dirty, ...fillsOf(named.id, answers) } };
}

function kernelOf(policy: OwnPolicy, policies: readonly OwnPolicy[], row: number): Kernel {
  const above = policies.find(({ id, line }) => id === policy.like && line < policy.line);
  if (above !== undefined && row < MAX_ROW) return ownKernel(above, policies, row + 1);
  const resolved = resolveKernel(policy.like);
  if (resolved === undefined) throw new Error(`Cannot find policy \`${policy.like}\``);
  return resolved.kernel;
}

type Answers = Partial<CowPolicy>;

function answersOf(own: OwnAnswers, like: CowPolicy): Answers {
  const reuse = faultRule(own, 'write fault');
  const unshare = faultRule(own, 'unshare fault');
  const swapIn = swapInRule(own);
  const copiesAtFork = forkRule(own);
  const thpReuse = hugeRule(own, 'thp write fault');
  const thpUnshare = hugeRule(own, 'thp unshare fault');
  const reuseSub = partRule(own, 'thp part write fault');
  const unshareSub = partRule(own, 'thp part unshare fault');
  return {
    ...(reuse === undefined ? {} : { reuse }),
    ...(unshare === undefined ? {} : { unshare }),
    ...(swapIn === undefined ? {} : { swapIn }),
    ...(copiesAtFork === undefined ? {} : { copiesAtFork }),
    thp: {
      ...like.thp,
      ...(thpReuse === undefined ? {} : { reuse: thpReuse }),
      ...(thpUnshare === undefined ? {} : { unshare: thpUnshare }),
      ...(reuseSub === undefined ? {} : { reuseSub }),
      ...(unshareSub === undefined ? {} : { unshareSub }),
    },
    gup: gupRule(own, like.gup),
    own: testsOf(own, like.own),
  };
}

/** Tests in place of settings. A setting of the same matter has no effect beside one. */
function testsOf(own: OwnAnswers, like: OwnTests | undefined): OwnTests {
  const reclaim = own.find('reclaim');
  const clear = own.find('clear_refs');
  const protect = own.find('mprotect rw');
  const aboutEntry = (rule: PointAnswer, m: Memory, page: number, pte: number) => {
    rule.asked.isPmd = m.isPmd(pte);
    about(rule, page, m.isPmd(pte) ? 0 : m.subOf(pte));
  };
  return {
    keepsFromReclaim:
      reclaim === undefined
        ? like?.keepsFromReclaim
        : (m, page) => {
            about(reclaim, page, 0);
            return answers(reclaim, m, 'keep');
          },
    skipsInClearRefs:
      clear === undefined
        ? like?.skipsInClearRefs
        : (m, mm, page, pte) => {
            clear.asked.mm = mm;
            aboutEntry(clear, m, page, pte);
            return answers(clear, m, 'skip');
          },
    restoresWrite:
      protect === undefined
        ? like?.restoresWrite
        : (m, page, pte) => {
            aboutEntry(protect, m, page, pte);
            return answers(protect, m, 'restore');
          },
  };
}

function decisionOf(m: Memory, page: number, answer: string): Decision {
  if (answer === 'reuse') {
    m.ksm.setKsm(page, false);
    return REUSE;
  }
  return answer === 'wait' ? WAIT : COPY;
}

function faultRule(own: OwnAnswers, point: PointName): CowPolicy['reuse'] | undefined {
  const rule = own.find(point);
  if (rule === undefined) return undefined;
  return (m, page, cpu) => {
    about(rule, page, 0);
    return decisionOf(m, page, rule.decide(m, cpu));
  };
}

function hugeRule(own: OwnAnswers, point: PointName): CowPolicy['thp']['reuse'] | undefined {
  const rule = own.find(point);
  if (rule === undefined) return undefined;
  return (m, page, cpu): HugeDecision => {
    about(rule, page, 0);
    const answer = rule.decide(m, cpu);
    return answer === 'split' ? SPLIT : decisionOf(m, page, answer);
  };
}

function partRule(own: OwnAnswers, point: PointName): CowPolicy['thp']['reuseSub'] | undefined {
  const rule = own.find(point);
  if (rule === undefined) return undefined;
  return (m, page, sub, cpu) => {
    about(rule, page, sub);
    return decisionOf(m, page, rule.decide(m, cpu));
  };
}

/** Whether the answer is this one; any other is what happens anyway, and nothing is said of it. */
function answers(rule: PointAnswer, m: Memory, answer: string): boolean {
  const before = m.talk?.why ?? null;
  const isAnswer = rule.decide(m, -1) === answer;
  if (m.talk !== null && !isAnswer) m.talk.why = before;
  return isAnswer;
}

function about(rule: PointAnswer, page: number, sub: number): void {
  rule.asked.page = page;
  rule.asked.sub = sub;
}

function swapInRule(own: OwnAnswers): CowPolicy['swapIn'] | undefined {
  const rule = own.find('swap-in');
  if (rule === undefined) return undefined;
  return (m, page, slot, isWrite, isExclusive, cpu) => {
    freeSwapEntry(m, slot);
    about(rule, page, 0);
    rule.asked.isWrite = isWrite;
    rule.asked.wasExclusive = isExclusive;
    rule.decide(m, cpu);
    if (m.talk !== null) m.talk.why = `at swap-in ${m.talk.why ?? ''}`;
    return (rule.noted.has('map writable') ? MAP_WRITABLE : 0) | (rule.noted.has('mark exclusive') ? MAP_EXCLUSIVE : 0);
  };
}

function forkRule(own: OwnAnswers): CowPolicy['copiesAtFork'] | undefined {
  const rule = own.find('fork');
  if (rule === undefined) return undefined;
  return (m, mm, page, sub) => {
    about(rule, page, sub);
    rule.asked.mm = mm;
    return answers(rule, m, 'copy');
  };
}

/** GUP decides in which way it faults before it looks at anything: the lines have one way, and so has the rule. */
function gupRule(own: OwnAnswers, like: GupRule): GupRule {
  const rule = own.find('gup read');
  const file = own.find('gup read file');
  if (rule === undefined && file === undefined) return like;
  const said = own.says('break') ? 'break' : own.says('unshare') ? 'unshare' : 'never';
  const way = rule === undefined ? like.fault : said;
  return {
    ...like,
    // A line about files alone needs some way to fault.
    fault: way === 'never' && own.says('fault') ? 'unshare' : way,
    wants: rule === undefined ? like.wants : (m, page, sub, call) => wantsFault(m, rule, page, sub, call),
    wantsNotAnon: file === undefined ? like.wantsNotAnon : (m, call) => wantsFault(m, file, 0, 0, call),
  };
}

function wantsFault(m: Memory, rule: PointAnswer, page: number, sub: number, call: GupCall): boolean {
  about(rule, page, sub);
  rule.asked.call = call;
  const wants = rule.decide(m, -1) !== 'take';
  if (m.talk !== null)
    m.talk.why = `${m.talk.why ?? ''}, so GUP ${wants ? 'faults first' : `takes ${pageName(page)} as it is`}`;
  return wants;
}

/** The write bit of a mapping that may not be written is not a rule's to give. */
function fillsOf(id: string, own: OwnAnswers): Partial<DirtyPolicy> {
  const rule = own.find('uffd fill');
  if (rule === undefined) return {};
  return {
    id,
    marks: (fill, m) => {
      rule.asked.fill = fill;
      rule.decide(m, -1);
      return {
        pteDirty: rule.noted.has('mark pte dirty'),
        pteWritable: rule.noted.has('mark pte writable') && fill.isWritable,
        pageDirty: rule.noted.has('mark page dirty'),
      };
    },
  };
}
