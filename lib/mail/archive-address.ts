/** Where a public archive of many lists shows a mail; `id` is a Message-ID without angle brackets, as in a path. */
export function archiveAddress(id: string): string {
  return `https://lore.kernel.org/r/${id}`;
}
