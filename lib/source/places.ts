import { file } from '#lib/source/file';
import { folder } from '#lib/source/folder';
import { maildir } from '#lib/source/maildir';
import { publicInbox } from '#lib/source/public-inbox';
import { server } from '#lib/source/server';
import type { Place } from '#lib/source/source';

/** Where mail is kept, in the order in which an address is tried: a repository and a Maildir are folders too, and what
 * nothing else recognises is a file, if only one that is not there. */
export const places: readonly Place[] = [server, publicInbox, maildir, folder, file];

/** The first place that recognises the address. */
export async function findPlace(address: string): Promise<Place> {
  for (const place of places) if (await place.recognise(address)) return place;
  return file;
}
