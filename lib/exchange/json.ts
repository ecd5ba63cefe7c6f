import { type Issue, isAcceptable } from '#lib/argument/issue';
import { type RecordKind, type RecordOf, records } from '#lib/argument/records';
import type { ExchangedDebate } from '#lib/exchange/debate';
import type { Format, PlacedRecord, Reading } from '#lib/exchange/format';
import { looseDocument, schemaAddress } from '#lib/exchange/json-schema';
import { parseJson, placeIssue } from '#lib/exchange/json-text';
import { findJsonPlace } from '#lib/text/json-place';

/** The whole debate: all records, the matrix, recorded runs, labels. What runs and labels say is computed again, never read. */
export const json: Format = {
  id: 'json',
  title: 'JSON',
  meaning: 'The whole debate: every record, the matrix, the recorded runs, and what follows for each claim.',
  extension: 'json',
  mediaType: 'application/json',
  print: printJson,
  read: readJson,
};

function printJson({ title, records: all, cells, runs, labels }: ExchangedDebate): string {
  const document = {
    $schema: schemaAddress,
    format: 'moot-debate',
    version: 1,
    title,
    records: all.map(({ kind, slug, front, body }) => ({ kind, slug, front, body })),
    cells,
    runs,
    labels,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function readJson(text: string, file: string): Reading {
  const { value, issues: broken } = parseJson(text, file);
  if (broken.length > 0) return { is: 'records', records: [], issues: broken };
  const document = looseDocument.safeParse(value);
  if (!document.success) {
    const issues = document.error.issues.map((issue) => placeIssue(text, file, issue));
    return { is: 'records', records: [], issues };
  }
  const issues: Issue[] = [];
  const found: PlacedRecord[] = [];
  const seen = new Set<string>();
  document.data.records.forEach(({ kind, slug, front, body }, index) => {
    const path = ['records', index];
    const refuse = (at: readonly (string | number)[], message: string) =>
      issues.push(placeIssue(text, file, { path: [...path, ...at], message }));
    if (seen.has(`${kind}/${slug}`)) refuse(['slug'], `there are two records of kind ${kind} with this name`);
    seen.add(`${kind}/${slug}`);
    const read = readFrontOf(kind, slug, front, body);
    if ('record' in read) {
      found.push({ record: read.record, lineOf: () => findJsonPlace(text, path).line });
      if (read.name !== slug) refuse(['slug'], `its front matter says ${read.name}; they have to be the same`);
    } else for (const issue of read.problems) refuse(['front', ...issue.path], issue.message);
  });
  return { is: 'records', records: isAcceptable(issues) ? found : [], issues };
}

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function readFrontOf<K extends RecordKind>(
  kind: K,
  slug: string,
  front: unknown,
  body: string,
): { readonly record: RecordOf<K>; readonly name: string } | { readonly problems: readonly Problem[] } {
  const definition = records[kind];
  const result = definition.schema.safeParse(front);
  if (result.success) {
    return { record: { kind, slug, front: result.data, body }, name: definition.name(result.data) ?? slug };
  }
  return {
    problems: result.error.issues.map(({ path, message }) => ({
      path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
      message,
    })),
  };
}
