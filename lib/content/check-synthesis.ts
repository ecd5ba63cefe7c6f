import type { Issue } from '#lib/argument/issue';
import type { FiledRecord } from '#lib/content/check-files';
import { judgedScenarios } from '#lib/content/judged-scenarios';
import { readSynthesis, synthesisFile } from '#lib/content/synthesis';
import { hashText } from '#lib/db/hash-text';
import { simulators } from '#lib/simulators';

/**
 * Recorded searches for rules: whether they read, and every rule in them. One of another engine or of other scenarios is
 * noted as stale; to search again is the business of `moot synthesise`.
 */
export async function checkSynthesis(content: string, filed: readonly FiledRecord[]): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const simulator of simulators) {
    const { synthesis } = simulator;
    if (synthesis === undefined) continue;
    const file = synthesisFile(synthesis.family);
    const say = (severity: Issue['severity'], code: string, message: string) =>
      issues.push({ severity, code, message, file, line: 1, column: 1, field: null });
    const recorded = await readSynthesis(content, synthesis.family);
    if (recorded === undefined) continue;
    if (typeof recorded === 'string') {
      say('error', 'synthesis', recorded);
      continue;
    }
    for (const { text } of [...recorded.all.rules, ...recorded.reference.list.rules])
      for (const { message } of simulator.parseOwn(text).issues) say('error', 'synthesis', message);
    const corpus = hashText(synthesis.corpusOf(judgedScenarios(filed, simulator)));
    if (recorded.engine !== simulator.engine || recorded.corpus !== corpus)
      say(
        'note',
        'stale-synthesis',
        'recorded of other scenarios or by another engine: `moot synthesise --record` searches again',
      );
  }
  return issues;
}
