import type { Hunk } from '#lib/patch/diff/hunk';

/** What becomes of a file. `mode`: nothing but its mode; `binary`: its bytes, which are no text. */
export const fileStatuses = ['added', 'deleted', 'renamed', 'copied', 'changed', 'mode', 'binary'] as const;
export type FileStatus = (typeof fileStatuses)[number];

/** A piece of git's binary patch: the whole file, or how to make it from the other one. */
export interface BinaryPiece {
  readonly kind: 'literal' | 'delta';
  /** Bytes that the piece unpacks to: of the file for a literal, of the instructions for a delta. */
  readonly bytes: number;
}

/** A file of a diff. */
export interface DiffFile {
  /** `/dev/null` for a new file. */
  readonly oldPath: string;
  /** `/dev/null` for a deleted file. */
  readonly newPath: string;
  readonly status: FileStatus;
  readonly added: number;
  readonly removed: number;
  /** `100644` and its like, as the diff says them; undefined where it does not. */
  readonly oldMode?: string;
  readonly newMode?: string;
  /** Blobs of its `index` line, as short as written there; all zeros for no file. */
  readonly oldBlob?: string;
  readonly newBlob?: string;
  /** Per cent of the lines that stay: of a rename, a copy or a rewrite. */
  readonly similarity?: number;
  /** Of a file that is no text: what makes the new one, then, if it is there, what makes the old one again. */
  readonly binary?: readonly BinaryPiece[];
  readonly hunks: readonly Hunk[];
}

/** The path that a file is called by: the new one, for a deleted file the old one. */
export function pathOf(file: Pick<DiffFile, 'oldPath' | 'newPath'>): string {
  return file.newPath === '/dev/null' ? file.oldPath : file.newPath;
}
