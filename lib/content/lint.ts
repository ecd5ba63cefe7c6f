import type { Issue } from '#lib/argument/issue';
import { fileOf, isKind, type RecordKind, type RecordOf } from '#lib/argument/records';
import type { FiledRecord } from '#lib/content/check-files';
import { linksOfRecord } from '#lib/markdown/check-record';
import { printPath, printRecord } from '#lib/markdown/record-file';

/**
 * What is poor, though it loads: files not in canonical form, claims without a source or a test, scenarios nobody uses,
 * words that two terms explain.
 */
export function lintFiles(filed: readonly FiledRecord[]): readonly Issue[] {
  return [
    ...filed.flatMap(findOtherForm),
    ...filed.flatMap(({ checked: { record } }) => (isKind(record, 'claim') ? lintClaim(record) : [])),
    ...findUnused(filed),
    ...findTwiceDefined(filed),
  ];
}

/** The first line that is not as `moot format` would write it. */
function findOtherForm({ file, checked: { record } }: FiledRecord): readonly Issue[] {
  const canonical = printRecord(record);
  if (canonical === file.text) return [];
  const is = file.text.split('\n');
  const line = canonical.split('\n').findIndex((text, index) => text !== is[index]);
  const message = 'this is not the canonical form; `moot format` writes it';
  return [
    { severity: 'error', code: 'not-canonical', message, file: file.file, line: line + 1, column: 1, field: null },
  ];
}

function lintClaim(claim: RecordOf<'claim'>): readonly Issue[] {
  const { front, slug } = claim;
  const file = fileOf('claim', slug);
  const issues: Issue[] = [];
  const add = (code: string, message: string, field: string) =>
    issues.push({ severity: 'error', code, message, file, line: 1, column: 1, field });
  if (front.stances.length === 0) add('no-source', 'nobody is said to hold or to attack this claim', 'stances');
  if (front.kind === 'factual' && front.scenarios.length === 0 && front.noScenario === undefined) {
    add('no-scenario', 'a factual claim needs a scenario, or noScenario to say why there is none', 'scenarios');
  }
  return issues;
}

/** Scenarios that no claim, counterexample, debate or page leads to. */
function findUnused(filed: readonly FiledRecord[]): readonly Issue[] {
  const used = new Set(
    filed.flatMap(({ checked }) =>
      linksOfRecord<RecordKind>(checked).flatMap(({ kind, slug }) => (kind === 'scenario' ? [slug] : [])),
    ),
  );
  return filed.flatMap(({ file, checked: { record } }): Issue[] => {
    if (record.kind !== 'scenario' || used.has(record.slug)) return [];
    const message = 'nothing leads to this scenario';
    return [
      { severity: 'warning', code: 'unused-scenario', message, file: file.file, line: 1, column: 1, field: null },
    ];
  });
}

/** A word that stands at two terms: a reader who meets it has two explanations, and a tooltip only one. */
function findTwiceDefined(filed: readonly FiledRecord[]): readonly Issue[] {
  const termOf = new Map<string, string>();
  return filed.flatMap(({ file, checked: { record, placeOf } }) => {
    if (!isKind(record, 'term')) return [];
    const { title, aliases } = record.front;
    const words = [{ word: title, path: ['title'] }, ...aliases.map((word, at) => ({ word, path: ['aliases', at] }))];
    return words.flatMap(({ word, path }): Issue[] => {
      const other = termOf.get(word.toLowerCase());
      termOf.set(word.toLowerCase(), other ?? record.slug);
      if (other === undefined) return [];
      const message = `${word} is explained by the term ${other} already`;
      const place = { file: file.file, ...placeOf(path), field: printPath(path) };
      return [{ severity: 'error', code: 'twice-defined', message, ...place }];
    });
  });
}
