import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readFolder } from '#lib/source/read-folder';
import type { Place } from '#lib/source/source';

/** A Maildir: one mail a file, in `new` and `cur`; what is in `tmp` is not delivered. Its sub-folders are read with it. */
export const maildir: Place = {
  form: 'place',
  name: 'maildir',
  title: 'a Maildir, with its sub-folders',
  canRewrite: false,
  async recognise(address) {
    const isFolder = async (name: string) =>
      (await stat(join(address, name)).catch(() => undefined))?.isDirectory() === true;
    return (await isFolder('cur')) && (await isFolder('new'));
  },
  read: readFolder,
};
