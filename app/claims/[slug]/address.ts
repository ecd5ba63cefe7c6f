/** `SLUG` or `SLUG@REVISION`, as Next hands it over: escaped. Undefined for anything else. */
export function parseAddress(
  part: string,
): { readonly slug: string; readonly version: number | undefined } | undefined {
  const { slug, version } = /^(?<slug>[\w.-]+)(?:(?:@|%40)(?<version>\d{1,9}))?$/.exec(part)?.groups ?? {};
  if (slug === undefined) return undefined;
  return { slug, version: version === undefined ? undefined : Number(version) };
}
