import { cache } from 'react';
import { findPatch } from '#lib/db/archive';

/** Read once a request: the title of a page and the page itself ask for the same patch. */
export const readPatch = cache((messageId: string) => findPatch(messageId));
