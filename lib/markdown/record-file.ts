import type { Issue } from '#lib/argument/issue';
import { type Fronts, fileOf, type RecordKind, type RecordOf, records } from '#lib/argument/records';
import { splitFrontMatter } from '#lib/markdown/front-matter';
import { type PlacedYaml, readYaml } from '#lib/markdown/yaml-places';
import { printYaml } from '#lib/markdown/yaml-text';

/** What reading a record's text gives: the record, unless an issue is an error. */
export interface ReadRecord<K extends RecordKind> {
  readonly record: RecordOf<K> | undefined;
  readonly issues: readonly Issue[];
  /** 1-based line of the text on which the body begins. */
  readonly bodyLine: number;
  /** Where a field of the front matter stands, for issues found later. */
  readonly placeOf: PlacedYaml['placeOf'];
}

/**
 * Reads a record from its text. `slug` is what the file's name says; undefined where only the text can say it.
 * Never throws on a bad text: every issue names file, line and field.
 */
export function readRecord<K extends RecordKind>(kind: K, slug: string | undefined, text: string): ReadRecord<K> {
  const file = fileOf(kind, slug ?? 'new');
  const split = splitFrontMatter(text);
  if (split === undefined) {
    const message = 'expected front matter: a first line ---, then YAML, then another line ---';
    const issue: Issue = { severity: 'error', code: 'no-front-matter', message, file, line: 1, column: 1, field: null };
    return { record: undefined, issues: [issue], bodyLine: 1, placeOf: () => ({ line: 1, column: 1 }) };
  }
  const yaml = readYaml(split.front, split.frontLine);
  const issues: Issue[] = yaml.problems.map(({ line, column, message }) => {
    return { severity: 'error', code: 'bad-yaml', message, file, line, column, field: null };
  });
  const rest = { bodyLine: split.bodyLine, placeOf: yaml.placeOf };
  if (issues.length > 0) return { record: undefined, issues, ...rest };
  const definition = records[kind];
  const result = definition.schema.safeParse(yaml.value ?? {});
  if (!result.success) {
    return { record: undefined, issues: result.error.issues.flatMap((issue) => explain(issue, file, yaml)), ...rest };
  }
  const front = result.data;
  const name = definition.name(front) ?? slug;
  if (name === undefined) {
    const message = 'this key is missing';
    const issue: Issue = { severity: 'error', code: 'bad-field', message, file, line: 2, column: 1, field: 'id' };
    return { record: undefined, issues: [issue], ...rest };
  }
  if (slug !== undefined && name !== slug && 'folder' in definition.place) {
    const message = `is ${name}, and the file's name says ${slug}; they have to be the same`;
    const place = yaml.placeOf(['id']);
    const issue: Issue = { severity: 'error', code: 'other-name', message, file, ...place, field: 'id' };
    return { record: undefined, issues: [issue], ...rest };
  }
  return { record: { kind, slug: name, front, body: split.body }, issues: [], ...rest };
}

/** The canonical text of a record: `readRecord` of it gives the same record, and a canonical file comes back byte for byte. */
export function printRecord<K extends RecordKind>(record: RecordOf<K>): string {
  return `---\n${printYaml(record.front)}---\n${record.body}`;
}

/** Front matter as the database keeps it, checked again: a row may be older than this program. */
export function readFront<K extends RecordKind>(kind: K, json: string): Fronts[K] {
  return records[kind].schema.parse(JSON.parse(json));
}

interface SchemaIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** An issue of the schema in words and with its place. */
function explain(issue: SchemaIssue, file: string, yaml: PlacedYaml): readonly Issue[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({
      severity: 'error',
      code: 'unknown-key',
      message: 'there is no such key here',
      file,
      ...yaml.placeOfKey(path, key),
      field: printPath([...path, key]),
    }));
  }
  const message = yaml.has(path) ? issue.message : 'this key is missing';
  return [{ severity: 'error', code: 'bad-field', message, file, ...yaml.placeOf(path), field: printPath(path) }];
}

/** `stances[2].date`; null for the whole front matter. */
export function printPath(path: readonly (string | number)[]): string | null {
  if (path.length === 0) return null;
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
