import { describe, expect, it } from 'vitest';
import { defaultBounds, findSimulator, runScenario } from '#lib/simulators';
import { addPolicies, beginWith } from '../../app/playground/compose';
import { judgeAll } from '../../app/playground/judge-loop';
import type { JudgeAnswer, JudgedText } from '../../app/playground/judge-messages';

const mm = findSimulator('mm');
if (mm === undefined) throw new Error('there is no simulator mm');

const shared = (slug: string, steps: readonly string[]): JudgedText => ({
  slug,
  title: slug,
  simulator: 'mm',
  text: ['mm x', 'P: map v = OLD', 'P: fork C', ...steps, 'never missed-cow', ''].join('\n'),
});

const scenarios: readonly JudgedText[] = [
  shared('leak', ['C: get read v -> pipe', 'C: munmap v', 'P: write v = NEW', 'C: read pipe -> seen']),
  shared('alone', ['C: exit', 'P: write v = NEW']),
  { ...shared('damaged', []), text: 'mm' },
  { ...shared('other', []), simulator: 'none' },
];

function judge(policy: string, id = 'mine'): readonly JudgeAnswer[] {
  const answers: JudgeAnswer[] = [];
  const { policies } = mm?.parseOwn(policy) ?? {};
  judgeAll({ simulator: 'mm', policies: policies ?? [], policy: id, scenarios }, (answer) => answers.push(answer));
  return answers;
}

const rowsOf = (answers: readonly JudgeAnswer[]) =>
  answers.flatMap((answer) => (answer.type === 'row' ? [answer.row] : []));

describe('what every text begins with', () => {
  it.each(mm.starters.map((starter) => [starter.id, starter] as const))(
    'the starter %s is canonical, and plays with the example',
    (id, starter) => {
      const text = beginWith(mm, undefined, id);
      const { scenario, issues } = mm.parse(text);
      expect(issues).toEqual([]);
      if (scenario === undefined) throw new Error('does not parse');
      expect(mm.print(scenario)).toBe(text);
      expect(text).toContain(starter.text);
      const [run] = runScenario(mm, scenario, { policies: ['mine'], bounds: defaultBounds }).runs;
      expect(run).toMatchObject({ policy: 'mine', complete: true, stuck: null });
    },
  );

  it('puts a policy in place of one of its name, and leaves what it cannot read as it is', () => {
    const { policies } = mm.parseOwn('policy mine like A7\n');
    const text = addPolicies(mm, 'mm x\npolicy mine like A1\npolicy other like A2\nP: map v = A\n', policies ?? []);
    expect(text).toContain('policy other like A2\n\npolicy mine like A7\n');
    expect(text).not.toContain('like A1');
    expect(addPolicies(mm, 'mm', policies ?? [])).toBe('mm');
    expect(beginWith(mm, undefined, 'nothing')).toBe(beginWith(mm, undefined, undefined));
  });
});

describe('judging every scenario', () => {
  it('gives a row for each kind of page, and says what turned', () => {
    const answers = judge('policy mine like A4\nat write fault: reuse when mapcount = 1\n');
    expect(rowsOf(answers).filter(({ kind }) => kind === 'base')).toEqual([
      {
        slug: 'leak',
        title: 'leak',
        kind: 'base',
        like: 'holds',
        own: 'violated',
        turn: 'breaks',
        properties: ['missed-cow'],
        copies: { like: '1', own: '0' },
      },
      expect.objectContaining({ slug: 'alone', turn: 'same' }),
    ]);
    expect(new Set(rowsOf(answers).map(({ kind }) => kind))).toEqual(new Set(['base', 'thp', 'hugetlb']));
    expect(answers.at(-1)).toMatchObject({ type: 'done', unread: ['damaged'] });
    expect(answers[0]).toEqual({ type: 'progress', done: 0, of: 3, slug: 'leak' });
  });

  it('tells verdicts that mend, and copies that cost', () => {
    const turns = (policy: string) =>
      rowsOf(judge(policy)).flatMap(({ slug, kind, turn }) => (kind === 'base' ? [`${slug} ${turn}`] : []));
    expect(turns('policy mine like A1\nat write fault: copy\n')).toEqual(['leak mends', 'alone costs']);
    expect(turns('policy mine like A1\n')).toEqual(['leak same', 'alone same']);
  });

  it('compares with the policy that it is like, also where that is another one of the text', () => {
    const text = 'policy first like A4\nat write fault: reuse when mapcount = 1\npolicy mine like first\n';
    expect(rowsOf(judge(text)).every(({ turn }) => turn === 'same')).toBe(true);
    expect(rowsOf(judge(text))[0]).toMatchObject({ like: 'violated', own: 'violated' });
  });

  it('fails in a sentence where there is nothing to judge by', () => {
    expect(judge('policy mine like A4\n', 'yours')).toEqual([
      { type: 'failed', why: 'The text has no policy “yours”' },
    ]);
  });
});
