/** One entry of the header. `path` is the first part of the addresses that belong to it. */
export interface NavigationEntry {
  readonly path: string;
  readonly label: string;
}

/** The header's entries, in reading order. They have to stand in one line of a page of 1024 pixels. */
export const navigation: readonly NavigationEntry[] = [
  { path: '/', label: 'Debate' },
  { path: '/claims', label: 'Claims' },
  { path: '/map', label: 'Map' },
  { path: '/timeline', label: 'Timeline' },
  { path: '/scenarios', label: 'Scenarios' },
  { path: '/policies', label: 'Policies' },
  { path: '/observations', label: 'Kernels' },
  { path: '/mail', label: 'Mail' },
  { path: '/patches', label: 'Patches' },
  { path: '/playground', label: 'Playground' },
];

/** What stands in the footer and at the end of the menu of narrow screens. */
export const furtherNavigation: readonly NavigationEntry[] = [
  { path: '/findings', label: 'Findings' },
  { path: '/people', label: 'People' },
  { path: '/guide', label: 'Guide' },
  { path: '/quotes', label: 'Quotes' },
  { path: '/glossary', label: 'Glossary' },
  { path: '/decisions', label: 'Decisions' },
  { path: '/imports', label: 'Imports' },
  { path: '/export', label: 'Export' },
  { path: '/keys', label: 'Keyboard' },
];

/**
 * Where the reader is: `page` on the entry's own address, whatever its query, `true` below it, undefined elsewhere.
 */
export function currentEntry(entry: NavigationEntry, address: string): 'page' | 'true' | undefined {
  const path = address.replace(/\?.*$/s, '');
  if (path === entry.path) return 'page';
  const under = (prefix: string) => path.startsWith(`${prefix}/`);
  if (entry.path !== '/' && under(entry.path)) return 'true';
  if (entry.path === '/mail' && under('/m')) return 'true';
  if (entry.path === '/observations' && (path === '/kernels' || under('/kernels'))) return 'true';
  if (entry.path === '/patches' && under('/p')) return 'true';
  if (entry.path === '/findings' && ['/disagreements', '/objections'].some((one) => path === one || under(one))) {
    return 'true';
  }
  return undefined;
}
