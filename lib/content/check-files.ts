import type { Issue } from '#lib/argument/issue';
import { fileOf, isKind, type RecordKind } from '#lib/argument/records';
import type { ContentFile } from '#lib/content/read-files';
import { type CheckedRecord, checkLinks, checkRecord } from '#lib/markdown/check-record';
import { readRecord } from '#lib/markdown/record-file';

/** A record as a file has it. */
export interface FiledRecord {
  readonly file: ContentFile;
  readonly checked: CheckedRecord<RecordKind>;
}

/** Files read as records. A file with an error has no record and at least one issue. */
export interface CheckedFiles {
  readonly filed: readonly FiledRecord[];
  readonly issues: readonly Issue[];
}

/** Reads every file as a record on its own; links are checked apart, because they may lead outside these files. */
export function checkFiles(files: readonly ContentFile[]): CheckedFiles {
  const filed: FiledRecord[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    const result = checkRecord(readRecord<RecordKind>(file.kind, file.slug, file.text));
    issues.push(...result.issues);
    if (result.checked !== undefined) filed.push({ file, checked: result.checked });
  }
  return { filed, issues };
}

/** What is wrong between records: links to nothing, addresses of two people, topics and families that the debate lacks. */
export function checkTogether(
  filed: readonly FiledRecord[],
  isElsewhere: (kind: RecordKind, slug: string) => boolean,
): readonly Issue[] {
  const here = new Set(filed.map(({ checked }) => `${checked.record.kind}/${checked.record.slug}`));
  const exists = (kind: RecordKind, slug: string) => here.has(`${kind}/${slug}`) || isElsewhere(kind, slug);
  return [
    ...filed.flatMap(({ checked }) => checkLinks(checked, exists)),
    ...checkAddresses(filed),
    ...checkNames(filed),
    ...checkOrder(filed),
  ];
}

function checkAddresses(filed: readonly FiledRecord[]): readonly Issue[] {
  const owners = new Map<string, string>();
  return filed.flatMap(({ file, checked: { record, placeOf } }) => {
    if (!isKind(record, 'person')) return [];
    return record.front.addresses.flatMap((address, index): Issue[] => {
      const owner = owners.get(address);
      owners.set(address, record.slug);
      if (owner === undefined) return [];
      const message = `${address} is an address of ${owner}`;
      const place = { file: file.file, ...placeOf(['addresses', index]), field: `addresses[${index}]` };
      return [{ severity: 'error', code: 'address-taken', message, ...place }];
    });
  });
}

/** Topics and families are words of the debate; where no file is the debate, nothing is said. */
function checkNames(filed: readonly FiledRecord[]): readonly Issue[] {
  const debate = filed.map(({ checked }) => checked.record).find((record) => isKind(record, 'debate'));
  if (debate === undefined || !isKind(debate, 'debate')) return [];
  const topics = debate.front.topics.map(({ id }) => id);
  const families = debate.front.families.map(({ id }) => id);
  return filed.flatMap(({ checked: { record, placeOf } }): Issue[] => {
    const file = fileOf(record.kind, record.slug);
    const refuse = (field: string, known: readonly string[]): Issue => {
      const message = `the debate has no such ${field}; it has ${known.join(', ')}`;
      return { severity: 'error', code: `unknown-${field}`, message, file, ...placeOf([field]), field };
    };
    if (isKind(record, 'claim') && !topics.includes(record.front.topic)) return [refuse('topic', topics)];
    if (isKind(record, 'policy') && !families.includes(record.front.family)) return [refuse('family', families)];
    return [];
  });
}

/** Two claims with one number in one topic have no order. */
function checkOrder(filed: readonly FiledRecord[]): readonly Issue[] {
  const seen = new Map<string, string>();
  return filed.flatMap(({ file, checked: { record, placeOf } }): Issue[] => {
    if (!isKind(record, 'claim')) return [];
    const key = `${record.front.topic} ${record.front.order}`;
    const other = seen.get(key);
    seen.set(key, record.slug);
    if (other === undefined) return [];
    const message = `has the same number in ${record.front.topic} as ${other}`;
    return [
      { severity: 'warning', code: 'same-order', message, file: file.file, ...placeOf(['order']), field: 'order' },
    ];
  });
}
