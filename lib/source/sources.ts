import { eml } from '#lib/source/eml';
import { mboxcl2 } from '#lib/source/mboxcl2';
import { mboxo } from '#lib/source/mboxo';
import { mboxrd } from '#lib/source/mboxrd';
import type { Source } from '#lib/source/source';

/** What mail can be read from, in the order in which a file is tried: lengths that agree are stronger evidence than a
 * separator, and a file that is no mbox but begins with a header is one mail. */
export const sources: readonly Source[] = [mboxcl2, mboxrd, mboxo, eml];

/** The source of this name; undefined for an unknown one. */
export function findSource(name: string): Source | undefined {
  return sources.find((source) => source.name === name);
}
