/** Slugs of the scenarios that a Markdown text embeds by id: fences whose content is `id: SLUG` alone. */
export function embeddedSlugs(markdown: string): ReadonlySet<string> {
  const fence = /^(?<ticks>`{3,}|~{3,})scenario[^\n]*\n\s*id:\s*(?<slug>[\w.-]+)\s*\n\k<ticks>/gm;
  return new Set([...markdown.matchAll(fence)].flatMap((match) => match.groups?.slug ?? []));
}
