import type { Moot } from '#lib/db/open';
import type { Damage } from '#lib/db/verify/check';
import { checks } from '#lib/db/verify/checks';

/** Looks through a database for damage, while it is served. `onCheck` is told what is being looked at. */
export async function* findDamage(moot: Moot, onCheck?: (what: string) => void): AsyncGenerator<Damage> {
  for (const { what, find } of checks) {
    onCheck?.(what);
    try {
      yield* await find(moot);
    } catch (error) {
      // A check that cannot even read is what damage looks like.
      yield { place: what, message: error instanceof Error ? error.message : String(error) };
    }
  }
}
