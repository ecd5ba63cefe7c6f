import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { defaultBounds, runPolicy } from '#lib/simulators';

/** Every run of a text under a policy; it must be readable. */
function play(text: string, policy = 'A7') {
  const { scenario, issues } = mm.parse(text);
  if (scenario === undefined) throw new Error(issues.map((issue) => issue.message).join('; '));
  return runPolicy(mm, scenario, policy, defaultBounds);
}

const ends = (text: string, policy?: string) => play(text, policy).outcomes.map((outcome) => outcome.registers);

describe('userfaultfd: who sleeps', () => {
  const head = 'mm x\nP: map v\nM: uffd register missing P:v -> registered\n';

  it('a fault on a hole sends a message and sleeps until somebody wakes it', () => {
    const run = play(`${head}concurrently\nP: read v -> r\nM: uffd poll P:v -> said\nfinally r = 0`);
    expect(run.stuck).not.toBeNull();
    expect(run.outcomes.map((outcome) => outcome.registers.r)).toEqual(['unset']);
  });

  it('a message says whether the fault wanted to write', () => {
    const text = `${head}concurrently\nP: write v = W\nM: uffd poll P:v -> said\nreach said = missing-write`;
    expect(play(text).properties[0]?.verdict).toBe('reached');
  });

  it('a woken thread finds the hole again, and sends another message', () => {
    const text = `${head}concurrently
P: read v
M: uffd poll P:v -> first
M: uffd wake P:v
M: uffd poll P:v -> second
reach second = missing`;
    const run = play(text);
    expect(run.properties[0]?.verdict).toBe('reached');
    expect(run.stuck).not.toBeNull();
  });

  it('two threads at one place send two messages', () => {
    const text = `${head}concurrently
P: read v
P.two: read v
M: uffd poll P:v -> first
M: uffd poll P:v -> second
reach first = missing and second = missing`;
    expect(play(text).properties[0]?.verdict).toBe('reached');
  });

  it('a mapping that is not registered sends nothing, and a registration goes with its mapping', () => {
    expect(ends('mm x\nP: map v\nP: read v -> r\nM: uffd wake P:v\nfinally r = 0')).toEqual([{ r: '0' }]);
    const again = `${head}P: munmap v\nP: map v\nP: read v -> r\nfinally r = 0`;
    expect(ends(again)).toEqual([{ r: '0', registered: 'ok' }]);
  });

  it('a fork leaves the child unregistered', () =>
    expect(ends(`${head}P: fork C\nC: read v -> r\nfinally r = 0`)).toEqual([{ r: '0', registered: 'ok' }]));

  it('what is not mapped cannot be registered', () =>
    expect(ends('mm x\nP: map v\nP: munmap v\nM: uffd register missing P:v -> r\nfinally r = EINVAL')).toEqual([
      { r: 'EINVAL' },
    ]));

  it('a word that only a register shows cannot be stored', () => {
    const { issues } = mm.parse(`${head}P: write v = ok\nfinally registered = ok`);
    expect(issues.map((issue) => issue.code)).toEqual(['result']);
  });
});
