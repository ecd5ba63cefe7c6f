/** Names of mailing lists, as List-Id spells them without brackets: `linux-mm.kvack.org`. */

/** The list a List-Id header names (RFC 2919); undefined for none. */
function readListId(header: string): string | undefined {
  const name = (/<([^<>\s]+)>/.exec(header)?.[1] ?? header.trim()).toLowerCase();
  return /^[^\s<>@"\0]{1,255}$/.test(name) ? name : undefined;
}

/** The lists a mail says it came over: List-Id, else X-Mailing-List with its `@` read as a dot. Sorted, each once. */
export function readListNames(listIds: readonly string[], mailingLists: readonly string[]): string[] {
  const names = new Set<string>();
  for (const header of listIds) {
    const name = readListId(header);
    if (name !== undefined) names.add(name);
  }
  if (names.size === 0) {
    for (const header of mailingLists) {
      const address = /([^\s<>,\0]{1,64})@([^\s<>,\0]{1,190})/.exec(header);
      if (address !== null) names.add(`${address[1]}.${address[2]}`.toLowerCase());
    }
  }
  return [...names].sort();
}
