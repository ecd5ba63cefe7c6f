import { stat } from 'node:fs/promises';
import { readFolder } from '#lib/source/read-folder';
import type { Place } from '#lib/source/source';

/** A folder of mail files of any kind, and the folders in it. */
export const folder: Place = {
  form: 'place',
  name: 'folder',
  title: 'a folder of such files (.eml, mbox), and the folders in it',
  canRewrite: false,
  recognise: async (address) => (await stat(address).catch(() => undefined))?.isDirectory() === true,
  read: readFolder,
};
