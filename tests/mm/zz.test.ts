import { it } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { mm } from '#lib/mm/mm';
import { findScenarioBlock } from '#lib/scenario/block';
import { defaultBounds, runPolicy } from '#lib/simulators';
const slugs = (process.env.SLUGS ?? '').split(',');
it('x', () => {
  for (const slug of slugs) {
    const block = findScenarioBlock(readFileSync(`content/scenarios/${slug}.md`, 'utf8'));
    const { scenario, issues } = mm.parse(block!.text);
    console.log('=====', slug, mm.kindsFor && scenario ? mm.kindsFor(scenario).join() : '', issues.map((i) => `${i.line}: ${i.message}`).join('; '));
    if (!scenario) continue;
    const by = new Map<string, string[]>();
    for (const id of mm.policiesFor(scenario)) {
      const r = runPolicy(mm, scenario, id, defaultBounds);
      const regs: Record<string, Set<string>> = {};
      for (const o of r.outcomes) for (const [k, v] of Object.entries(o.registers)) (regs[k] ??= new Set()).add(v);
      const say = `${r.verdict} [${r.properties.map((p) => `${p.name}=${p.verdict}`).join(' | ')}] ${Object.entries(regs).map(([k, v]) => `${k}=${[...v].join('|')}`).join('; ')} c${Math.min(...r.outcomes.map(o=>o.copies))}..${Math.max(...r.outcomes.map(o=>o.copies))} u${Math.max(...r.outcomes.map(o=>o.unshares))} ${r.stuck ? 'STUCK ' + r.stuck.schedule : ''} ${r.bound ?? ''}`;
      by.set(say, [...(by.get(say) ?? []), `${id}`]);
    }
    for (const [say, ids] of by) console.log(ids.join(', '), '=>', say);
  }
});
