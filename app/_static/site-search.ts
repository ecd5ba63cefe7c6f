'use client';

import MiniSearch from 'minisearch';

/** A page of the copy, as far as it can be found. */
interface SiteEntry {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  readonly file: string;
}

declare global {
  /** Put there by `moot export site`. */
  var mootSiteEntries: readonly SiteEntry[] | undefined;
}

const most = 50;

const field = document.querySelector<HTMLInputElement>('#site-query');
const list = document.querySelector('#site-hits');
if (field !== null && list !== null) listen(field, list, globalThis.mootSiteEntries ?? []);

/** Looks again with every letter; what the address asks for is looked for at once. */
function listen(input: HTMLInputElement, hits: Element, entries: readonly SiteEntry[]): void {
  const index = new MiniSearch<SiteEntry>({
    fields: ['title', 'text'],
    searchOptions: { prefix: true, combineWith: 'AND', boost: { title: 4 } },
  });
  index.addAll(entries);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const look = () => {
    const found = index.search(input.value);
    const items = found.slice(0, most).flatMap(({ id }) => {
      const entry = byId.get(Number(id));
      return entry === undefined ? [] : [makeItem(entry)];
    });
    hits.replaceChildren(...items);
    const count = document.querySelector('#site-count');
    if (count === null) return;
    const shown = found.length > most ? `, the first ${most} of them here` : '';
    count.textContent =
      input.value.trim() === '' ? '' : `${found.length === 0 ? 'No' : found.length} pages found${shown}`;
  };
  input.addEventListener('input', look);
  input.value = new URLSearchParams(window.location.search).get('q') ?? '';
  look();
}

function makeItem({ title, text, file }: SiteEntry): Element {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.className = 'statement';
  link.href = file;
  link.textContent = title;
  const note = document.createElement('span');
  note.className = 'note';
  note.textContent = text.slice(0, 160);
  item.append(link, note);
  return item;
}
