'use client';

import { createRoot } from 'react-dom/client';
import { fileOfAddress, findDestination, relativeLink } from '#lib/site/address';
import { makeExplorer } from '../_components/runner/explore-loop';
import type { ExploreRequest } from '../_components/runner/explore-messages';
import type { RunnerData } from '../_components/runner/runner-data';
import { RunnerLive } from '../_components/runner/runner-live';
import { readAsked } from '../_components/runner/view';

/** What a page of the copy tells its script. */
interface SitePage {
  readonly data: RunnerData;
  /** Its address in the application, and its file. */
  readonly address: string;
  readonly file: string;
  /** Every file of the copy. */
  readonly files: readonly string[];
}

/** Put there by `moot export site`. */
declare global {
  var mootSitePage: SitePage | undefined;
}

/** The one script of a page without a server: in the page it is the runner, in a worker made of it the explorer. */
if (typeof document === 'undefined') {
  const answer = makeExplorer((message) => self.postMessage(message));
  self.onmessage = (event: MessageEvent<ExploreRequest>) => answer(event.data);
} else if (globalThis.mootSitePage !== undefined) mount(globalThis.mootSitePage);

function mount(page: SitePage): void {
  const recorded = document.querySelector('[data-live]');
  if (recorded === null) return;
  letAddressesFail();
  const place = document.createElement('div');
  recorded.replaceWith(place);
  const files = new Set(page.files);
  new MutationObserver(() => redirectLinks(place, page, files)).observe(place, {
    subtree: true,
    childList: true,
    attributeFilter: ['href'],
  });
  const asked = readAsked(new URLSearchParams(window.location.search));
  const base = page.file.split('/').at(-1) ?? '';
  createRoot(place).render(
    <RunnerLive data={page.data} asked={asked} base={base} level={2} isOwner isCompact={false} start={null} />,
  );
}

/** Links of the runner lead to the application; here to its files, and nowhere where there is none. */
function redirectLinks(place: Element, page: SitePage, files: ReadonlySet<string>): void {
  for (const link of place.querySelectorAll('a[href^="/"]')) {
    const found = findDestination(link.getAttribute('href') ?? '', page.address);
    const file = found.is === 'page' ? fileOfAddress(found.path, found.query) : undefined;
    if (found.is === 'elsewhere') link.setAttribute('href', found.address);
    else if (found.is !== 'page' || file === undefined || !files.has(file)) link.removeAttribute('href');
    else link.setAttribute('href', `${relativeLink(page.file, file)}${found.rest}${found.hash}`);
  }
}

/** Some browsers let no page on a disk change its address. The view then changes without it. */
function letAddressesFail(): void {
  const replace = window.history.replaceState.bind(window.history);
  window.history.replaceState = (...change) => {
    try {
      replace(...change);
    } catch {
      // Nothing is lost but the address.
    }
  };
}
