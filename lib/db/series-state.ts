import { isAcceptable } from '#lib/argument/issue';
import type { SeriesStateFront } from '#lib/argument/record/series-state';
import { hashText } from '#lib/db/hash-text';
import { getMoot, type Moot } from '#lib/db/open';
import type { SaveResult } from '#lib/db/record-types';
import { saveChecked } from '#lib/db/save-record';
import { inTransaction } from '#lib/db/transaction';
import { checkRecord } from '#lib/markdown/check-record';
import { printRecord, readFront, readRecord } from '#lib/markdown/record-file';
import type { GivenState } from '#lib/patch/series/state';

/** A state that a person gave, with the version of its record. */
export interface SavedState extends GivenState {
  readonly version: number;
}

/** What people say became of posted series, by Message-ID of the head; what was taken back is left out. */
export async function listGivenStates(moot: Moot): Promise<ReadonlyMap<string, SavedState>> {
  const rows = await moot.prisma.record.findMany({
    where: { kind: 'series-state' },
    select: { front: true, version: true },
  });
  return new Map(
    rows.flatMap(({ front: text, version }) => {
      const { message, state, author, date, note = null } = readFront('series-state', text);
      return state === 'computed' ? [] : [[message, { state, author, date, note, version }] as const];
    }),
  );
}

/** Name of the record of a posted version. */
function slugOf(messageId: string): string {
  return `state-${hashText(messageId).slice(0, 16)}`;
}

/** Version of the record that says a posting's state, taken back or not; 0 where nobody said anything yet. */
export async function versionOfState(messageId: string, where: Moot | Promise<Moot> = getMoot()): Promise<number> {
  const { prisma } = await where;
  const row = await prisma.record.findUnique({
    where: { kind_slug: { kind: 'series-state', slug: slugOf(messageId) } },
    select: { version: true },
  });
  return row?.version ?? 0;
}

/** Says a state, or takes it back (`computed`). `version` is that of the record it was decided from. */
export async function saveSeriesState(
  front: Omit<SeriesStateFront, 'id'>,
  version: number,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SaveResult> {
  const slug = slugOf(front.message);
  const record = { kind: 'series-state', slug, front: { id: slug, ...front }, body: '' } as const;
  const { checked, issues } = checkRecord(readRecord('series-state', slug, printRecord(record)));
  if (checked === undefined || !isAcceptable(issues)) return { state: 'refused', issues };
  const { prisma } = await where;
  return inTransaction(prisma, (tx) => saveChecked(tx, checked, version, front.author, null));
}
