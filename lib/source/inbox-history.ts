import { gitLines } from '#lib/source/run-git';

/** What one commit of a public-inbox repository did: a mail came, or went. */
export interface InboxChange {
  readonly kind: 'mail' | 'removal';
  readonly blob: string;
  readonly commit: string;
}

/**
 * The changes of commits `range` (`A..B`, or `B` for all up to it), the first commit first. In version 2 (public-inbox-v2-format)
 * each commit has the mail as `m`, or as `d` one that is deleted; in version 1 (public-inbox-v1-format) a mail is a file
 * `xx/38 hex digits`, and one deleted is a file gone. Of a merge, what it changed to its first parent. A purged mail is left as an empty one, which is none.
 */
export async function* readHistory(folder: string, range: string): AsyncGenerator<InboxChange> {
  const args = ['-m', '--first-parent', '--reverse', '--raw', '--no-abbrev', '--no-renames', '--root', '--format=%H'];
  let commit = '';
  for await (const line of gitLines(folder, ['log', ...args, range, '--'])) {
    if (!line.startsWith(':')) {
      if (line !== '') commit = line;
      continue;
    }
    const [head = '', path = ''] = line.split('\t');
    const [, , old = '', now = ''] = head.split(' ');
    if (path === 'm' || path === 'd') {
      if (isMail(now)) yield { kind: path === 'm' ? 'mail' : 'removal', blob: now, commit };
    } else if (mailPath.test(path)) {
      if (isMail(old)) yield { kind: 'removal', blob: old, commit };
      if (isMail(now)) yield { kind: 'mail', blob: now, commit };
    }
  }
}

/** Where version 1 keeps a mail: the SHA-1 of its Message-ID. */
const mailPath = /^[0-9a-f]{2}\/[0-9a-f]{38}$/;

/** Not `no file`, and not the empty file: both hashes' names for it. */
function isMail(blob: string): boolean {
  return (
    !/^0*$/.test(blob) &&
    blob !== 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391' &&
    blob !== '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813'
  );
}
