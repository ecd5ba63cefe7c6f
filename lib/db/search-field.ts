import type { Moot } from '#lib/db/open';
import type { RecordFacts, Run, Said } from '#lib/db/record-facts';

/** Nothing has that name: told with the place of the field. */
export class NoSuchName extends Error {}

/**
 * A prefix that the full text does not know. It says of mail which messages it means, of records which ones, or both;
 * where it says nothing, none is found by it. Its name, its values and its words of help are in `lib/search/prefix.ts`.
 */
export interface SearchField {
  /** Long enough to be found: the prefix's name. */
  readonly name: string;
  /** Numbers of the messages. Throws {@link NoSuchName}. */
  readonly findMails?: (moot: Moot, value: string) => Promise<readonly number[]>;
  /** The value as records are compared with it: a slug for an address. Throws {@link NoSuchName}. */
  readonly readValue?: (moot: Moot, value: string) => Promise<string>;
  /** Whether a record has it; `run` and `said` are one run and one stance of it at a time. */
  readonly isRecord?: (value: string, facts: RecordFacts, run: Run | undefined, said: Said | undefined) => boolean;
}

/** Numbers of the messages under these names. */
export async function findByNames(moot: Moot, nameIds: readonly number[]): Promise<readonly number[]> {
  if (nameIds.length === 0) return [];
  const rows = await moot.prisma.message.findMany({
    where: { nameId: { in: [...new Set(nameIds)] } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
