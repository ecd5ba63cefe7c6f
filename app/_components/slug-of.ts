/** A name for a record, from its title: lower-case words joined by hyphens, six at most. */
export function slugOf(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.slice(0, 6).join('-');
}
