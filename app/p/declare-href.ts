import type { PatchView } from '#lib/db/archive-types';

/** Where a change record for a message is made, with the fields that its mail gives filled in. */
export function declareHref(patch: PatchView, messageId: string): `/edit/change/new?${string}` {
  const isHead = messageId !== patch.messageId;
  const title = isHead ? patch.series.title : patch.title;
  const query = new URLSearchParams({ message: messageId, title, date: patch.dateIso?.slice(0, 10) ?? '' });
  return `/edit/change/new?${query.toString()}`;
}
