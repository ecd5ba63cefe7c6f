import { join } from 'node:path';
import { type RecordKind, type RecordOf, recordKinds } from '#lib/argument/records';
import { checkFiles } from '#lib/content/check-files';
import { readContent } from '#lib/content/read-files';
import { type Claim, type ExchangedDebate, listClaims } from '#lib/exchange/debate';

/** The debate of a folder like content/, without anything that was computed. */
export async function readDebate(folder = join(process.cwd(), 'content')): Promise<ExchangedDebate> {
  const { files } = await readContent(folder);
  const all = checkFiles(files).filed.map(({ checked }) => checked.record);
  const records = recordKinds.flatMap((kind) => all.filter((record) => record.kind === kind));
  return makeDebate(records);
}

/** A debate of these records alone. */
export function makeDebate(records: readonly RecordOf<RecordKind>[]): ExchangedDebate {
  return { title: 'A "debate" & <more>', records, cells: [], runs: [], labels: null };
}

/** What the formats of argument maps can say of a claim: no scenarios, expectations, changes and prose. */
export function keepSayable(debate: ExchangedDebate): readonly Claim[] {
  return listClaims(debate).map(({ kind, slug, front }) => {
    const { id, title, why, topic, order, stances, relations, hindsight } = front;
    const said = { id, title, kind: front.kind, why, topic, order, stances, relations, hindsight };
    return { kind, slug, front: { ...said, scenarios: [], judges: [], expects: [], changes: [] }, body: '' };
  });
}
