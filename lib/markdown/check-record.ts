import type { Issue } from '#lib/argument/issue';
import { fileOf, type RecordKind, type RecordOf, records } from '#lib/argument/records';
import { type BodyReferences, readBody } from '#lib/markdown/body';
import { printPath, type ReadRecord } from '#lib/markdown/record-file';

/** A record that was read without an error, and what it refers to. */
export interface CheckedRecord<K extends RecordKind> {
  readonly record: RecordOf<K>;
  readonly body: BodyReferences;
  readonly bodyLine: number;
  readonly placeOf: ReadRecord<K>['placeOf'];
}

/** Reads the body too, and says what is wrong with a record on its own; `checked` is undefined where it did not read. */
export function checkRecord<K extends RecordKind>(
  read: ReadRecord<K>,
): { readonly checked: CheckedRecord<K> | undefined; readonly issues: readonly Issue[] } {
  const { record, bodyLine, placeOf } = read;
  if (record === undefined) return { checked: undefined, issues: read.issues };
  const body = readBody(record.body);
  const issues = [...read.issues];
  if (record.kind === 'scenario') {
    const blocks = body.fences.filter(({ fence }) => fence.is === 'scenario');
    if (blocks.length !== 1) {
      issues.push({
        severity: 'error',
        code: 'scenario-block',
        message: `expected exactly one block with the text of the scenario, found ${blocks.length}`,
        file: fileOf(record.kind, record.slug),
        line: bodyLine + (blocks[1]?.line ?? 1) - 1,
        column: 1,
        field: null,
      });
    }
  }
  return { checked: { record, body, bodyLine, placeOf }, issues };
}

/** Links of a record, front matter and body, that lead to no record. `exists` answers for every record there is. */
export function checkLinks<K extends RecordKind>(
  checked: CheckedRecord<K>,
  exists: (kind: RecordKind, slug: string) => boolean,
): readonly Issue[] {
  const { record, body, bodyLine, placeOf } = checked;
  const file = fileOf(record.kind, record.slug);
  const nothing = (kind: RecordKind, slug: string) => `there is no ${records[kind].title.one} ${slug}`;
  const issues: Issue[] = [];
  for (const { path, kind, slug } of records[record.kind].links(record.front)) {
    if (exists(kind, slug)) continue;
    const field = printPath(path);
    issues.push({
      severity: 'error',
      code: 'link-to-nothing',
      message: nothing(kind, slug),
      file,
      ...placeOf(path),
      field,
    });
  }
  const inBody = [
    ...body.links,
    ...body.fences.flatMap(({ fence, contentLine }) =>
      fence.is === 'scenario-by-id'
        ? [{ kind: 'scenario', slug: fence.slug, line: contentLine, column: 1 } as const]
        : [],
    ),
  ];
  for (const { kind, slug, line, column } of inBody) {
    if (exists(kind, slug)) continue;
    const place = { line: bodyLine + line - 1, column };
    issues.push({
      severity: 'error',
      code: 'link-to-nothing',
      message: nothing(kind, slug),
      file,
      ...place,
      field: null,
    });
  }
  return issues;
}

/** Every record that a record links to, front matter and body. */
export function linksOfRecord<K extends RecordKind>(
  checked: CheckedRecord<K>,
): readonly { readonly kind: RecordKind; readonly slug: string }[] {
  const { record, body } = checked;
  return [
    ...records[record.kind].links(record.front),
    ...body.links,
    ...body.fences.flatMap(({ fence }) =>
      fence.is === 'scenario-by-id' ? [{ kind: 'scenario', slug: fence.slug } as const] : [],
    ),
  ];
}

/** Every Message-ID that a record cites, front matter and body, each once. */
export function citationsOfRecord<K extends RecordKind>(checked: CheckedRecord<K>): readonly string[] {
  const { record, body } = checked;
  const cited = records[record.kind].citations(record.front).map((citation) => citation.messageId);
  return [...new Set([...cited, ...body.messageIds])];
}
