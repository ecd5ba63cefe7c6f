import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveKernel } from '#lib/mm/kernels';
import { mm } from '#lib/mm/mm';
import { ownKernel } from '#lib/mm/own/kernel';
import { vocabulary } from '#lib/mm/vocabulary';
import { findScenarioBlock } from '#lib/scenario/block';
import { judge } from '#lib/scenario/judge';
import type { VerdictWord } from '#lib/scenario/run';
import { runScenario } from '#lib/simulators';
import { ownRows } from './own-rows';

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
    const parts = 11;
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

describe('the page about policies of one’s own', () => {
  const text = guide('own-policy');
  const rows = Object.values(ownRows()).flat();

  it.each(rows)('has the row %s', (one) => expect(text).toContain(`\n${one}\n`));

  it('has no row for what is gone', () => {
    const lines = 4;
    expect(text.split('\n').filter((line) => /^\| `/.test(line))).toHaveLength(lines + rows.length);
  });

  it('has an example that is canonical and does what it expects', () => {
    const block = findScenarioBlock(text);
    const { scenario, issues } = mm.parse(block?.text ?? '');
    expect(issues).toEqual([]);
    if (scenario === undefined) throw new Error('does not parse');
    expect(mm.print(scenario)).toBe(block?.text);
    const judgements = judge(scenario, runScenario(mm, scenario), mm);
    expect(judgements.flatMap((one) => one.differences)).toEqual([]);
    expect(judgements.filter(({ expected }) => expected !== null).map(({ policy }) => policy)).toContain('mine');
  });

  it('answers every decision of a policy: no key of a CowPolicy is out of reach', () => {
    const { id: _, ...like } = resolveKernel('A7')?.kernel.cow ?? { id: '' };
    const facts = ['rule', 'family', 'standing', 'inForce', 'variantOf', 'source', 'kernel'];
    const keys = Object.keys(like).filter((key) => !facts.includes(key));
    const lines = [
      ...mm.own.points.flatMap(({ name, does }) => does.slice(0, 1).map((one) => `at ${name}: ${one.name}`)),
    ];
    const { policies, issues } = mm.parseOwn(`policy mine like A7\n${lines.join('\n')}`);
    expect(issues).toEqual([]);
    const own = ownKernel(policies?.[0] ?? { ...nowhere, id: '', like: 'A7', lines: [] }, []).cow;
    const known = resolveKernel('A7')?.kernel.cow;
    // Functions are answered by points, all else by settings: the compiler holds those to the keys that there are.
    for (const key of keys) {
      const [mine, theirs] = [Reflect.get(own, key), Reflect.get(known ?? {}, key)];
      if (typeof theirs === 'function') expect(mine, key).not.toBe(theirs);
      if (typeof theirs === 'object' && theirs !== null)
        for (const [inner, value] of Object.entries(theirs))
          if (typeof value === 'function') expect(Reflect.get(mine, inner), `${key}.${inner}`).not.toBe(value);
    }
  });
});

const nowhere = { line: 1, comments: [], note: null } as const;
