/**
 * Stands in the frame of a series' page where its diffs come. The frame is a page of its own; the address of the series
 * sends the frame up to here, then the diffs one patch after the other, then the rest of the frame. So the first lines
 * are there before the last ones are made, and read without scripts; and the rows, which no script touches, are sent
 * once, not a second time for the browser's copy of the page.
 */
export const diffsMark = '<!--the diffs of the series-->';

/**
 * The frame of a series' page as this server makes it, cut at the mark. `nonce` is that of the answer: the frame was made
 * under another one. Undefined where the frame could not be had.
 */
export async function readFrame(
  request: Request,
  path: string,
  nonce: string | null,
): Promise<{ readonly status: number; readonly head: string; readonly tail: string } | undefined> {
  const cookie = request.headers.get('cookie');
  const headers = { 'accept-encoding': 'identity', ...(cookie === null ? {} : { cookie }) };
  const hosts = [`127.0.0.1:${process.env.PORT ?? '3000'}`, request.headers.get('host') ?? ''];
  for (const host of hosts) {
    // A server that listens under another name alone is asked under the name that it was asked by.
    const answer = await fetch(`http://${host}${path}`, { headers, cache: 'no-store', redirect: 'error' }).catch(
      () => undefined,
    );
    if (answer === undefined || (!answer.ok && answer.status !== 404)) continue;
    const [, own] = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '') ?? [];
    const text = await answer.text();
    const html = own === undefined || nonce === null ? text : text.replaceAll(own, nonce);
    const at = html.indexOf(diffsMark);
    // What is not here has a page that says so, and no place for diffs.
    if (at < 0) return { status: answer.status, head: html, tail: '' };
    return { status: answer.status, head: html.slice(0, at), tail: html.slice(at + diffsMark.length) };
  }
  return undefined;
}
