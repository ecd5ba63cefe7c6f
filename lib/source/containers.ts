import { eml } from '#lib/source/eml';
import { mboxcl } from '#lib/source/mboxcl';
import { mboxcl2 } from '#lib/source/mboxcl2';
import { mboxo } from '#lib/source/mboxo';
import { mboxrd } from '#lib/source/mboxrd';
import { rendered } from '#lib/source/rendered';
import type { Container } from '#lib/source/source';

/** Forms of a file, in the order in which its bytes are tried: what a writer says of itself and lengths that agree are
 * stronger evidence than a separator, and a file that is no mbox but begins with a header is one mail. */
export const containers: readonly Container[] = [mboxcl2, mboxcl, mboxo, mboxrd, rendered, eml];

/** The container of this name; undefined for an unknown one. */
export function findContainer(name: string): Container | undefined {
  return containers.find((container) => container.name === name);
}
