import { cache } from 'react';
import { findMessage, findPatch, findThread } from '#lib/db/archive';

/** Read once a request: the title of a page and the page itself ask for the same mail. */
export const readMessage = cache((messageId: string) => findMessage(messageId));
export const readPatch = cache((messageId: string) => findPatch(messageId));
export const readThread = cache((messageId: string) => findThread(messageId));
