/**
 * The name of the next migration, the same in both histories: the day, a number that counts up, and `title`. Where one
 * history has a last migration that the other lacks, and only the other needs one, it is that name.
 * `title` is what `npm run migration` was given. Throws where a title is needed and `title` is none.
 */
export function nameMigration(
  sqlite: readonly string[],
  postgresql: readonly string[],
  wanted: readonly ('sqlite' | 'postgresql')[],
  title: string | undefined,
  now: Date,
): string {
  const last = [...sqlite, ...postgresql].toSorted().at(-1);
  const [only] = wanted;
  const behind = only === 'sqlite' ? sqlite : postgresql;
  if (last !== undefined && wanted.length === 1 && !behind.includes(last)) return last;
  if (title === undefined || !/^[a-z][a-z0-9_]*$/.test(title)) {
    throw new Error('Name the migration by what it adds: npm run migration -- mail_sources');
  }
  const today = Number(`${now.toISOString().slice(0, 10).replaceAll('-', '')}000000`);
  const next = Math.max(today, Number(last?.slice(0, 14) ?? 0) + 1);
  return `${next}_${title}`;
}
