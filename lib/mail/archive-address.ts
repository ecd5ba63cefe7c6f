/** Where a public archive of many lists shows a mail that is not held; `messageId` has no angle brackets. */
export function archiveAddress(messageId: string): string {
  return `https://lore.kernel.org/r/${encodeURIComponent(messageId)}`;
}
