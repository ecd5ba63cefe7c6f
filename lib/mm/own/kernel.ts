import { pageName } from '#lib/mm/holders';
import { resolveKernel } from '#lib/mm/kernels';
import type { Memory } from '#lib/mm/memory';
import type { PointName } from '#lib/mm/own/points';
import { findRule, type PointRule } from '#lib/mm/own/rule';
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

/**
 * A policy of one's own as a kernel: that of the policy which it is like, with the answers that its lines give.
 *
 * @param policies those of the text: one may be like another above it
 */
export function ownKernel(policy: OwnPolicy, policies: readonly OwnPolicy[], row = 0): Kernel {
  const like = kernelOf(policy, policies, row);
  const cow: CowPolicy = {
    ...like.cow,
    id: policy.id,
    rule: `like ${policy.like}`,
    standing: 'proposed',
    inForce: 'own',
    variantOf: null,
    ...answersOf(policy, like.cow),
  };
  let kernel: Kernel = { ...like, id: policy.id, cow, dirty: { ...like.dirty, ...fillsOf(policy) } };
  for (const line of policy.lines)
    if (line.type === 'setting') {
      const setting = settings.find(({ name }) => name === line.name);
      if (setting !== undefined) kernel = setting.apply(kernel, line.value);
    }
  return kernel;
}

function kernelOf(policy: OwnPolicy, policies: readonly OwnPolicy[], row: number): Kernel {
  const above = policies.find(({ id, line }) => id === policy.like && line < policy.line);
  if (above !== undefined && row < MAX_ROW) return ownKernel(above, policies, row + 1);
  const resolved = resolveKernel(policy.like);
  if (resolved === undefined) throw new Error(`Cannot find policy \`${policy.like}\``);
  return resolved.kernel;
}

type Answers = Partial<CowPolicy>;

function answersOf(policy: OwnPolicy, like: CowPolicy): Answers {
  const reuse = faultRule(policy, 'write fault');
  const unshare = faultRule(policy, 'unshare fault');
  const swapIn = swapInRule(policy);
  const copiesAtFork = forkRule(policy);
  const thpReuse = hugeRule(policy, 'thp write fault');
  const thpUnshare = hugeRule(policy, 'thp unshare fault');
  const reuseSub = partRule(policy, 'thp part write fault');
  const unshareSub = partRule(policy, 'thp part unshare fault');
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
    gup: gupRule(policy, like.gup),
    own: testsOf(policy, like.own),
  };
}

/** Tests in place of settings. A setting of the same matter has no effect beside one. */
function testsOf(policy: OwnPolicy, like: OwnTests | undefined): OwnTests {
  const reclaim = findRule(policy, 'reclaim');
  const clear = findRule(policy, 'clear_refs');
  const protect = findRule(policy, 'mprotect rw');
  const aboutEntry = (rule: PointRule, m: Memory, page: number, pte: number) => {
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

function faultRule(policy: OwnPolicy, point: PointName): CowPolicy['reuse'] | undefined {
  const rule = findRule(policy, point);
  if (rule === undefined) return undefined;
  return (m, page, cpu) => {
    about(rule, page, 0);
    return decisionOf(m, page, rule.decide(m, cpu));
  };
}

function hugeRule(policy: OwnPolicy, point: PointName): CowPolicy['thp']['reuse'] | undefined {
  const rule = findRule(policy, point);
  if (rule === undefined) return undefined;
  return (m, page, cpu): HugeDecision => {
    about(rule, page, 0);
    const answer = rule.decide(m, cpu);
    return answer === 'split' ? SPLIT : decisionOf(m, page, answer);
  };
}

function partRule(policy: OwnPolicy, point: PointName): CowPolicy['thp']['reuseSub'] | undefined {
  const rule = findRule(policy, point);
  if (rule === undefined) return undefined;
  return (m, page, sub, cpu) => {
    about(rule, page, sub);
    return decisionOf(m, page, rule.decide(m, cpu));
  };
}

/** Whether the answer is this one; any other is what happens anyway, and nothing is said of it. */
function answers(rule: PointRule, m: Memory, answer: string): boolean {
  const before = m.talk?.why ?? null;
  const isAnswer = rule.decide(m, -1) === answer;
  if (m.talk !== null && !isAnswer) m.talk.why = before;
  return isAnswer;
}

function about(rule: PointRule, page: number, sub: number): void {
  rule.asked.page = page;
  rule.asked.sub = sub;
}

function swapInRule(policy: OwnPolicy): CowPolicy['swapIn'] | undefined {
  const rule = findRule(policy, 'swap-in');
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

function forkRule(policy: OwnPolicy): CowPolicy['copiesAtFork'] | undefined {
  const rule = findRule(policy, 'fork');
  if (rule === undefined) return undefined;
  return (m, mm, page, sub) => {
    about(rule, page, sub);
    rule.asked.mm = mm;
    return answers(rule, m, 'copy');
  };
}

/** GUP decides in which way it faults before it looks at anything: the lines have one way, and so has the rule. */
function gupRule(policy: OwnPolicy, like: GupRule): GupRule {
  const rule = findRule(policy, 'gup read');
  const file = findRule(policy, 'gup read file');
  if (rule === undefined && file === undefined) return like;
  const says = (does: string) => policy.lines.some((line) => line.type === 'rule' && line.does === does);
  const own = says('break') ? 'break' : says('unshare') ? 'unshare' : 'never';
  const way = rule === undefined ? like.fault : own;
  return {
    ...like,
    // A line about files alone needs some way to fault.
    fault: way === 'never' && says('fault') ? 'unshare' : way,
    wants: rule === undefined ? like.wants : (m, page, sub, call) => wantsFault(m, rule, page, sub, call),
    wantsNotAnon: file === undefined ? like.wantsNotAnon : (m, call) => wantsFault(m, file, 0, 0, call),
  };
}

function wantsFault(m: Memory, rule: PointRule, page: number, sub: number, call: GupCall): boolean {
  about(rule, page, sub);
  rule.asked.call = call;
  const wants = rule.decide(m, -1) !== 'take';
  if (m.talk !== null)
    m.talk.why = `${m.talk.why ?? ''}, so GUP ${wants ? 'faults first' : `takes ${pageName(page)} as it is`}`;
  return wants;
}

/** The write bit of a mapping that may not be written is not a rule's to give. */
function fillsOf(policy: OwnPolicy): Partial<DirtyPolicy> {
  const rule = findRule(policy, 'uffd fill');
  if (rule === undefined) return {};
  return {
    id: policy.id,
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
