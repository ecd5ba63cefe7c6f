import { createHash } from 'node:crypto';
import { readTable } from '#lib/db/copy/read-table';
import { readModels } from '#lib/db/models';
import { type Dictionaries, unpackRaw } from '#lib/db/raw-codec';
import { findRoot } from '#lib/db/root';
import { type Check, type Damage, inSnapshot } from '#lib/db/verify/check';

/** Whether the bytes of every mail are those that came: as many, and of the hash that was written beside them. */
export const mailBytes: Check = {
  what: 'bytes of every mail',
  find: inSnapshot(async function* (snapshot): AsyncGenerator<Damage> {
    const models = readModels(findRoot());
    const [raw, dictionary] = [
      models.find(({ name }) => name === 'Raw'),
      models.find(({ name }) => name === 'Dictionary'),
    ];
    if (raw === undefined || dictionary === undefined) return;
    const dictionaries = new Map<number, Uint8Array>();
    for await (const rows of readTable(snapshot, dictionary)) {
      for (const { id, bytes } of rows) if (bytes instanceof Uint8Array) dictionaries.set(Number(id), bytes);
    }
    for await (const rows of readTable(snapshot, raw)) {
      for (const { id, messageId, hash, bytes, dictionaryId, size } of rows) {
        const place = `Raw ${id} of message ${messageId}`;
        const found = unpack(bytes, dictionaryId, dictionaries);
        if (found === undefined) yield { place, message: 'its bytes cannot be unpacked' };
        else if (found.length !== size) yield { place, message: `${found.length} bytes, ${size} were written` };
        else if (createHash('sha256').update(found).digest('hex') !== hash) {
          yield { place, message: 'its bytes are not those that came: their hash is another' };
        }
      }
    }
    const [orphan] = await snapshot.read(
      `SELECT count(*) AS "count", min("id") AS "first" FROM "Message" m WHERE NOT EXISTS (SELECT 1 FROM "Raw" r WHERE r."messageId" = m."id")`,
      [],
    );
    if (Number(orphan?.['count'] ?? 0) > 0) {
      yield {
        place: `Message ${orphan?.['first']}`,
        message: `it and ${Number(orphan?.['count']) - 1} more have no bytes`,
      };
    }
  }),
};

function unpack(bytes: unknown, dictionaryId: unknown, dictionaries: Dictionaries): Uint8Array | undefined {
  if (!(bytes instanceof Uint8Array)) return undefined;
  try {
    return unpackRaw(bytes, typeof dictionaryId === 'number' ? dictionaries.get(dictionaryId) : undefined);
  } catch {
    return undefined;
  }
}
