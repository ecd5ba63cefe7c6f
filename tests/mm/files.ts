import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveKernel } from '#lib/mm/kernels';
import { mm } from '#lib/mm/mm';
import type { Kernel } from '#lib/mm/policy';
import { findScenarioBlock } from '#lib/scenario/block';
import type { Scenario } from '#lib/scenario/scenario';

const folder = join(import.meta.dirname, '..', '..', 'content', 'scenarios');

/** A scenario file of content/ that the memory manager plays. */
export interface ScenarioFile {
  readonly slug: string;
  readonly markdown: string;
  readonly text: string;
  readonly scenario: Scenario;
  readonly tableRow: string | undefined;
}

/** Every scenario file of content/ that this simulator plays; throws when one cannot be read. */
export function readScenarioFiles(): readonly ScenarioFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => {
      const markdown = readFileSync(join(folder, name), 'utf8');
      if (!/^simulator: mm$/m.test(markdown)) return [];
      const block = findScenarioBlock(markdown);
      if (block === undefined) throw new Error(`${name} has no scenario block`);
      const { scenario, issues } = mm.parse(block.text);
      if (scenario === undefined) throw new Error(`${name}: ${issues.map((issue) => issue.message).join('; ')}`);
      const tableRow = /^tableRow: (\S+)$/m.exec(markdown)?.[1];
      return [{ slug: name.slice(0, -3), markdown, text: block.text, scenario, tableRow }];
    });
}

/** The kernel that a text names. */
export function getKernel(text: string): Kernel {
  const resolved = resolveKernel(text);
  if (resolved === undefined) throw new Error(`no kernel is called ${text}`);
  return resolved.kernel;
}
