/** Address of the comparison of two policies, combinations or kernels. */
export function pairPath(before: string, after: string): string {
  return `/policies/${encodeURIComponent(before)}..${encodeURIComponent(after)}`;
}

/** The two names of `A5..A7` or `5.10..5.19`; undefined where a text is no such pair. */
export function splitPair(text: string): readonly [string, string] | undefined {
  const { before, after } = /^(?<before>.+?)\.\.(?<after>[^.].*)$/.exec(text)?.groups ?? {};
  return before === undefined || after === undefined ? undefined : [before, after];
}
