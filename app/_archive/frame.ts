import { escapeHtml } from '#lib/text/escape-html';
import { currentEntry, furtherNavigation, navigation } from '../_components/navigation';
import type { Theme } from '../_components/theme';
import { type Html, printHtml } from './html';

/** What a page of the archive puts into the frame of every page. */
export interface FramedPage {
  readonly title: string;
  /** The page's own address: its path and query. */
  readonly path: string;
  /** Elements of the head beside those of every page: feeds, neighbours. */
  readonly head: Html;
  readonly main: Html;
}

/** The address at which the application shows its frame around nothing. */
export const framePath = '/frame';

/** The frame of every page, cut where a page differs from another. */
export interface Frame {
  readonly upToTitle: string;
  readonly upToMain: string;
  readonly upToEnd: string;
}

const script = /<script\b[^>]*>[\s\S]*?<\/script>/g;
const scriptLink = /<link\b[^>]*\bas="script"[^>]*>/g;
/** What React leaves for itself: comments, the nonce of an answer that is not this one, an empty place. */
const leftOver = /<!--.*?-->|\snonce="[^"]*"/gs;
const emptyPlace = '<div hidden=""></div>';
const title = /<title>[^<]*<\/title>/;
const main = /<main\b[^>]*>/;

/**
 * Cuts the frame out of the page that the application shows at `framePath`. React's scripts go: nothing in these pages is
 * React's once they are made. Throws where the page is not as expected: that would be our error.
 */
export function cutFrame(page: string): Frame {
  const text = page.replace(script, '').replace(scriptLink, '').replace(leftOver, '').replace(emptyPlace, '');
  const named = title.exec(text);
  const opened = main.exec(text);
  const closed = text.indexOf('</main>');
  if (named === null || opened === null || closed < 0) throw new Error(`${framePath} is not a page with a main part`);
  return {
    upToTitle: text.slice(0, named.index),
    upToMain: text.slice(named.index + named[0].length, opened.index + opened[0].length),
    upToEnd: text.slice(closed),
  };
}

/** The page in its frame. `scripts` are the elements that load the scripts of the archive's pages. */
export function framePage(frame: Frame, page: FramedPage, scripts: string): string {
  const here = (text: string) => withPlace(text, page.path);
  return `${frame.upToTitle}<title>${escapeHtml(page.title)} · Moot</title>${printHtml(page.head)}${scripts}${here(frame.upToMain)}${printHtml(page.main)}${here(frame.upToEnd)}`;
}

/** Marks the entry of the navigation that the page belongs to, and sends the switch of the theme back to it. */
function withPlace(text: string, path: string): string {
  let placed = text.replaceAll(`value="${framePath}"`, () => `value="${escapeHtml(path)}"`);
  for (const entry of new Set([...navigation, ...furtherNavigation])) {
    const current = currentEntry(entry, path);
    if (current === undefined) continue;
    placed = placed.replaceAll(`<a href="${entry.path}">`, `<a href="${entry.path}" aria-current="${current}">`);
  }
  return placed;
}

/** The frame in a theme, as this server shows it at `origin`. */
export async function fetchFrame(origin: string, theme: Theme): Promise<Frame> {
  const answer = await fetch(`${origin}${framePath}`, {
    headers: { 'accept-encoding': 'identity', cookie: `theme=${theme}` },
    cache: 'no-store',
    redirect: 'error',
  });
  if (!answer.ok) throw new Error(`${framePath} answered ${answer.status}`);
  return cutFrame(await answer.text());
}
