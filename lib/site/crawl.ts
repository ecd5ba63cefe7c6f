import { findDestination } from '#lib/site/address';
import { listLinks } from '#lib/site/page';

/** What a server gave for an address. */
export interface Answer {
  readonly status: number;
  /** Undefined where it is no page. */
  readonly html: string | undefined;
}

/** A page with the address that it came from: path and query. */
export interface CrawledPage {
  readonly path: string;
  readonly query: string;
  readonly html: string;
}

/** Pages that are asked for at once. */
const together = 4;

/**
 * Every page that links lead to from `/`, in the order in which they are met. What is no page or answers with an error is
 * left out; `onPage` hears of each that is there. Throws where there are more than `most`: something multiplies.
 */
export async function crawl(
  ask: (address: string) => Promise<Answer>,
  most: number,
  onPage: (count: number) => void,
): Promise<readonly CrawledPage[]> {
  const pages: CrawledPage[] = [];
  const known = new Set(['/']);
  let wanted: readonly string[] = ['/'];
  while (wanted.length > 0) {
    const next: string[] = [];
    for (let at = 0; at < wanted.length; at += together) {
      const batch = wanted.slice(at, at + together);
      const answers = await Promise.all(batch.map(ask));
      for (const [index, { status, html }] of answers.entries()) {
        const address = batch[index] ?? '';
        if (status !== 200 || html === undefined) continue;
        const [path = '/', query = ''] = address.split('?');
        pages.push({ path, query, html });
        onPage(pages.length);
        for (const href of listLinks(html)) {
          const found = findDestination(href, address);
          if (found.is !== 'page') continue;
          const one = found.query === '' ? found.path : `${found.path}?${found.query}`;
          if (known.has(one)) continue;
          known.add(one);
          next.push(one);
        }
      }
      if (pages.length > most) throw new Error(`Cannot copy more than ${most} pages`);
    }
    wanted = next;
  }
  return pages;
}
