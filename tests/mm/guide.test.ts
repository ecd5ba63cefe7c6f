import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { vocabulary } from '#lib/mm/vocabulary';
import { findScenarioBlock } from '#lib/scenario/block';
import { judge } from '#lib/scenario/judge';
import type { VerdictWord } from '#lib/scenario/run';
import { runScenario } from '#lib/simulators';

const guide = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'content', 'guide', `${name}.md`), 'utf8');
const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

describe('the reference of the scenario language', () => {
  const text = guide('scenario-language');

  it.each(vocabulary.forms.map((form) => [form.syntax, form] as const))('has the step %s as it is', (syntax, form) => {
    expect(text).toContain(row([`\`${syntax}\``, form.by.join(', '), form.meaning]));
  });

  it.each([...vocabulary.measures, ...vocabulary.properties].map((one) => [one.name, one.meaning] as const))(
    'has %s with its meaning',
    (name, meaning) => expect(text).toContain(row([`\`${name}\``, meaning])),
  );

  it('has no step, measure or property that is gone', () => {
    const rows = text.split('\n').filter((line) => /^\| `/.test(line)).length;
    const parts = 10;
    expect(rows).toBe(parts + vocabulary.forms.length + vocabulary.measures.length + vocabulary.properties.length);
  });

  it('has an example that is canonical and does what it expects', () => {
    const block = findScenarioBlock(text);
    const { scenario, issues } = mm.parse(block?.text ?? '');
    expect(issues).toEqual([]);
    if (scenario === undefined) throw new Error('does not parse');
    expect(mm.print(scenario)).toBe(block?.text);
    expect(judge(scenario, runScenario(mm, scenario), mm).flatMap((one) => one.differences)).toEqual([]);
  });
});

describe('the page about verdicts', () => {
  it('has every word', () => {
    const words = {
      holds: 0,
      violated: 0,
      reached: 0,
      unreached: 0,
      unknown: 0,
      vacuous: 0,
      stuck: 0,
      'not applicable': 0,
    } satisfies Record<VerdictWord, number>;
    for (const word of Object.keys(words))
      expect(guide('verdicts')).toMatch(new RegExp(`^\\|[^|]*\\b${word}\\b[^|]*\\|`, 'm'));
  });
});
