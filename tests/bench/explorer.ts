import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findScenarioBlock } from '#lib/scenario/block';
import { benchCold } from './explorer-cold.ts';
import { benchMemory } from './explorer-memory.ts';
import { benchPan } from './explorer-pan.ts';
import { benchPlain } from './explorer-plain.ts';
import { largeScenario } from './large-scenario.ts';

/** The explorer's figures, as JSON-able lines. */
export async function* benchExplorer(): AsyncIterable<object> {
  const slug = 'vmsplice-unmap-swapout';
  const file = join(import.meta.dirname, '..', '..', 'content', 'scenarios', `${slug}.md`);
  const text = findScenarioBlock(readFileSync(file, 'utf8'))?.text ?? '';
  yield* benchPan();
  yield* benchPlain(slug, text, 'A3', 20);
  yield* benchPlain('large', largeScenario, 'A3', 3);
  yield* benchMemory();
  yield* benchCold();
}
