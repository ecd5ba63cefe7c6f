import { readModels } from '#lib/db/models';
import { findRoot } from '#lib/db/root';
import { type Check, type Damage, inSnapshot } from '#lib/db/verify/check';

/** Rows that refer to a row which is not there. */
export const references: Check = {
  what: 'references between tables',
  find: inSnapshot(async function* (snapshot): AsyncGenerator<Damage> {
    for (const { name, key, references: all } of readModels(findRoot())) {
      for (const { columns, model, to } of all) {
        const joined = columns.map((column, i) => `there."${to[i]}" = here."${column}"`).join(' AND ');
        const given = columns.map((column) => `here."${column}" IS NOT NULL`).join(' AND ');
        const rows = await snapshot.read(
          `SELECT ${key.map((one) => `here."${one}"`).join(', ')} FROM "${name}" here
           WHERE ${given} AND NOT EXISTS (SELECT 1 FROM "${model}" there WHERE ${joined}) LIMIT 100`,
          [],
        );
        for (const row of rows) {
          const id = key.map((one) => String(row[one])).join(', ');
          yield { place: `${name} ${id}`, message: `its ${columns.join(', ')} names no row of ${model}` };
        }
      }
    }
  }),
};
