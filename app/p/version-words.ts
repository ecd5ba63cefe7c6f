import type { SeriesVersion } from '#lib/db/series';
import type { LinkReason } from '#lib/patch/series/version-link';

/** Why a posting is taken for a version of another, named by its label. */
const reasons: { readonly [Reason in LinkReason]: (label: string) => string } = {
  hand: (label) => `put with ${label} by hand`,
  'change-id': (label) => `the same change-id as ${label}`,
  named: (label) => `${label} is named in one of the two as the other's version`,
  reply: (label) => `one was sent in reply to the other, ${label}`,
  resend: (label) => `the same changes as ${label}, by the same author`,
  title: (label) => `the same title as ${label}, by the same author`,
  overlap: (label) => `most patches of the smaller one have titles of ${label}, by the same author`,
  similar: (label) => `a like title and the same files as ${label}, by the same author`,
};

/** Why a version is one of this series, in words; '' for the first. */
export function sayLink({ link }: Pick<SeriesVersion, 'link'>): string {
  return link === null ? '' : reasons[link.reason](link.label);
}
