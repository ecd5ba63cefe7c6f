import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { findWrittenOrder, orderOfSchedule } from '#lib/reproduce/order';
import { planScenario } from '#lib/reproduce/plan';
import { printProgram } from '#lib/reproduce/print-program';
import { stepKinds } from '#lib/reproduce/steps';
import { stepsOf } from '#lib/scenario/scenario';
import { readScenarioFiles } from '../mm/files';

function parse(text: string) {
  const { scenario, issues } = mm.parse(text);
  if (scenario === undefined) throw new Error(issues.map((issue) => issue.message).join('; '));
  return scenario;
}

const attack = parse(`mm attack
P: map v = OLD
P: fork C
concurrently
C: vmsplice v -> pipe
C: munmap v
C: read pipe -> seen
P: write v = SECRET
`);

const linesOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => /^\w+(\.\w+)?: /.test(line))
    .join('; ');

describe('the order of a schedule', () => {
  it('is that in which it takes the lines, the rest following as the text has it', () => {
    const ordered = orderOfSchedule(attack, mm, { policy: 'A1', kind: 'base', schedule: 'PPCCPP' });
    expect('scenario' in ordered && linesOf(mm.print(ordered.scenario))).toBe(
      'P: map v = OLD; P: fork C; C: vmsplice v -> pipe; C: munmap v; P: write v = SECRET; C: read pipe -> seen',
    );
  });

  it('is none where a line runs inside another one, and names both', () => {
    // Under A3 the store copies: decide, copy, install, store. C takes its reference after the decision.
    const ordered = orderOfSchedule(attack, mm, { policy: 'A3', kind: 'base', schedule: 'PPPCP' });
    expect(ordered).toEqual({
      problem: expect.stringMatching(/^`P: write v = SECRET`: in step \d .* `C: vmsplice v -> pipe` runs inside it/),
    });
  });

  it('names the step of a schedule that does not apply', () => {
    const ordered = orderOfSchedule(attack, mm, { policy: 'A1', kind: 'base', schedule: 'PCC' });
    expect(ordered).toEqual({ problem: expect.stringContaining('Step 2 does not apply') });
  });

  it('is that of the text where nothing runs concurrently', () => {
    expect(findWrittenOrder(attack, mm)).toBeUndefined();
    for (const { scenario } of readScenarioFiles()) {
      const order = findWrittenOrder(scenario, mm);
      if (order !== undefined) expect(stepsOf(order)).toHaveLength(stepsOf(scenario).length);
    }
  });
});

describe('a plan', () => {
  const planOf = (lines: string) => planScenario(parse(`mm plan\n${lines}\n`), mm, 'base');

  it('says of every step of the language what it is on a real kernel, or why it cannot be played', () => {
    const known = stepKinds.map((kind) => kind.verb);
    expect(known.toSorted()).toEqual(mm.steps.map((step) => step.verb).toSorted());
  });

  it('names the step that no process can make a kernel do', () => {
    for (const [step, why] of [
      ['P: pin read longterm v -> h', 'kernel module'],
      ['P: get write v -> h', 'O_DIRECT'],
    ]) {
      expect(planOf(`P: map v = A\n${step}\nP: read v -> r`)).toEqual({
        cannot: expect.stringMatching(new RegExp(`^\`${step}\`: .*${why}`)),
      });
    }
    expect(planOf('P: map v = A\nP: fork C\nC: exit\nC: read v -> r')).toEqual({
      cannot: '`C: read v -> r`: C has exited',
    });
  });

  it('refuses more than the C program holds', () => {
    const forks = Array.from({ length: 9 }, (_, at) => `P: fork C${at}`).join('\n');
    expect(planOf(`P: map v = A\n${forks}\nP: read v -> r`)).toEqual({
      cannot: 'the scenario has 10 processes, the C program holds 8',
    });
  });

  it('becomes a program with the C of its own steps alone', () => {
    const plan = planOf('P: map v = A\nP: fork C\nC: vmsplice v -> pipe\nC: read pipe -> seen');
    if ('cannot' in plan) throw new Error(plan.cannot);
    const program = printProgram(plan, ['about */ this']);
    expect(program.startsWith('/*\n * about * / this\n */\n#define _GNU_SOURCE')).toBe(true);
    expect(program).toContain('{1, splice_page, .variable = 0, .handle = 0, .text = "C: vmsplice v -> pipe"},');
    expect(program).not.toContain('io_uring.h');
    expect(program).not.toContain('MADV_PAGEOUT');
  });
});
