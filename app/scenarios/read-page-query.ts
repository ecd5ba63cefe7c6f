import type { AskedView } from '../_components/runner/view';

function first(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** The view that a page's address asks for; of a parameter given twice the first counts. */
export function readPageQuery(query: Record<string, string | string[] | undefined>): AskedView {
  return {
    // A form that was sent empty asks for nothing.
    policy: first(query.policy) || undefined,
    kind: first(query.kind),
    schedule: first(query.schedule),
    step: first(query.step),
    with: first(query.with),
  };
}
