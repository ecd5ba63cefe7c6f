import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { judge } from '#lib/scenario/judge';
import { worstVerdict } from '#lib/scenario/verdict';
import { runScenario } from '#lib/simulators';

const body = 'mm t\nP: map v = OLD\nP: fork C\nconcurrently\nC: read v -> r\nP: write v = NEW\n\nnever missed-cow\n';

function differences(expectation: string, maxStates = 1000): readonly string[] {
  const { scenario, issues } = mm.parse(`${body}${expectation}\n`);
  if (scenario === undefined) throw new Error(issues.map((issue) => issue.message).join('; '));
  const bounds = { maxStates, maxCountedStates: 1000 };
  return judge(scenario, runScenario(mm, scenario, { policies: ['A1'], bounds }), mm).flatMap((one) => one.differences);
}

describe('a run against what its author expects', () => {
  it.each(['A1: holds', 'all: holds; r = OLD', 'A1..A3: holds; copies 1', 'others: holds; unshares 0; schedules 5'])(
    'expect %s: nothing to report',
    (text) => expect(differences(`expect ${text}`)).toEqual([]),
  );

  it.each([
    ['A1: violated missed-cow', 'A1: expected violated, the run says holds'],
    ['A1: violated missed-cow', 'A1: expected missed-cow to be violated, the run says holds'],
    ['A1: holds; r = OLD | NEW', 'A1: expected r = OLD | NEW, the run says r = OLD'],
    ['A1: holds; copies 0..1', 'A1: expected copies 0..1, the run says copies 1'],
    ['A1: holds; schedules 4', 'A1: expected schedules 4, the run says schedules 5'],
  ])('expect %s: %s', (text, difference) => expect(differences(`expect ${text}`)).toContain(difference));

  it('says nothing of a policy that nobody expects anything of', () => {
    expect(differences('expect A2: violated')).toEqual([]);
  });

  it('takes a bound for no pass', () => {
    expect(differences('expect A1: holds', 3)).toEqual(['A1: expected holds, the run says unknown (bound: 3 states)']);
  });
});

describe('the word of a run', () => {
  it('is the worst of its parts', () => {
    expect(worstVerdict(['holds', 'violated', 'unknown'], true, true)).toBe('violated');
    expect(worstVerdict(['holds', 'vacuous'], true, true)).toBe('stuck');
    expect(worstVerdict(['holds', 'vacuous'], false, false)).toBe('unknown');
    expect(worstVerdict(['holds', 'vacuous'], false, true)).toBe('vacuous');
    expect(worstVerdict(['holds', 'reached'], false, true)).toBe('holds');
    expect(worstVerdict(['reached', 'unreached'], false, true)).toBe('unreached');
    expect(worstVerdict([], false, true)).toBe('vacuous');
  });
});
