import { gzip } from '#lib/source/gunzip';
import type { Packing } from '#lib/source/packing';
import { zstd } from '#lib/source/unzstd';

/** What a file may be compressed with, whatever it holds: told from its first bytes, never from its name. */
export const packings: readonly Packing[] = [gzip, zstd];
