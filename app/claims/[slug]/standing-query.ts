import type { StandingQuery } from '#lib/db/claim-standing';

/** What the address asks of a claim's standing: `?under=5.18&extensions`. */
export function readStandingQuery(
  query: Readonly<Record<string, string | string[] | undefined>>,
): Pick<StandingQuery, 'under' | 'withExtensions'> {
  const under = typeof query.under === 'string' ? query.under.trim() : query.under?.[0]?.trim();
  // A form that was sent empty asks for nothing.
  return { under: under === '' ? undefined : under, withExtensions: query.extensions !== undefined };
}
