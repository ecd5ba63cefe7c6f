import { pathPart } from '../_components/mail-link';

/** What a comparison of two versions shows: the patches' changes, or the files' in the end. */
export type RangeViewName = 'patches' | 'lines';

/**
 * Address of the comparison of the version that holds one message with the version that holds another. `patch` is the
 * 1-based place in the newer version of the one pair whose lines are asked for.
 */
export function rangePath(
  newer: string,
  older?: string,
  view: RangeViewName = 'patches',
  patch?: number,
): `/p/${string}/rangediff${string}` {
  const words = [
    ...(older === undefined ? [] : [`from=${encodeURIComponent(older)}`]),
    ...(view === 'patches' ? [] : [`view=${view}`]),
    ...(patch === undefined ? [] : [`patch=${patch}`]),
  ];
  return `/p/${pathPart(newer)}/rangediff${words.length === 0 ? '' : `?${words.join('&')}`}`;
}

/** Id of a pair's section: by its number in the newer version, for a dropped patch by that in the older. */
export function pairId({ a, b }: { readonly a: number | null; readonly b: number | null }): string {
  return b === null ? `dropped-${(a ?? 0) + 1}` : `patch-${b + 1}`;
}
