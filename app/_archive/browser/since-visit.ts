import { readVisit, type Visit, visitOf } from '../visit';

const prefix = 'moot-seen-';

/**
 * Says in a thread which mails came since the last visit, and shows them alone where that is wanted. What was seen is kept
 * in this browser: the number of the newest mail of each thread, and when it was looked at.
 */
export function markNew(): void {
  const thread = document.querySelector<HTMLElement>('.flat[data-thread]');
  const bar = document.querySelector<HTMLElement>('[data-since]');
  if (thread === null || bar === null) return;
  const mails = [...thread.querySelectorAll<HTMLElement>('article[data-message]')];
  const key = `${prefix}${thread.dataset.thread}`;
  const newest = Math.max(0, ...mails.map((mail) => Number(mail.dataset.message)));
  const kept = load(key);
  if (kept === undefined) {
    bar.textContent = 'This browser keeps nothing for this site: which mails are new to you cannot be told.';
    return;
  }
  const visit = visitOf(kept, newest, Date.now());
  save(key, visit.now);
  const fresh = mails.filter((mail) => visit.since !== undefined && Number(mail.dataset.message) > visit.since.newest);
  for (const mail of fresh) mail.toggleAttribute('data-new', true);
  bar.replaceChildren(...sayNew(visit.since, fresh.length, mails.length));
  const button = bar.querySelector<HTMLButtonElement>('button[aria-pressed]');
  if (button !== null) {
    const toggle = () => {
      const isOn = thread.classList.toggle('only-new');
      button.setAttribute('aria-pressed', String(isOn));
      if (isOn) fresh[0]?.scrollIntoView({ block: 'nearest' });
    };
    button.addEventListener('click', toggle);
    document.addEventListener('keydown', (event) => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input,select,textarea') !== null;
      if (event.key !== 'w' || event.ctrlKey || event.altKey || event.metaKey || isTyping) return;
      if (!document.cookie.includes('keys=off') && document.querySelector('dialog[open]') === null) toggle();
    });
  }
  bar.querySelector('[data-forget]')?.addEventListener('click', () => {
    forget();
    thread.classList.remove('only-new');
    for (const mail of fresh) mail.removeAttribute('data-new');
    bar.textContent = 'Every visit to a thread is forgotten in this browser. The next one is the first.';
  });
}

/** What the bar says, and its buttons. */
function sayNew(since: Visit | undefined, fresh: number, all: number): (Node | string)[] {
  if (since === undefined) {
    return ['First visit from this browser: next time, the mails that came in between are marked here. '];
  }
  const day = new Date(since.at).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });
  const forgetting = makeButton('Forget my visits', { 'data-forget': '', class: 'btn quiet' });
  if (fresh === 0) return [`Nothing new since your visit of ${day}. `, forgetting];
  const only = makeButton('Only these', { 'aria-pressed': 'false', class: 'btn', title: 'w' });
  return [`${fresh} of ${all} ${all === 1 ? 'mail' : 'mails'} new since your visit of ${day}. `, only, ' ', forgetting];
}

function makeButton(text: string, attributes: Readonly<Record<string, string>>): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  for (const [name, value] of Object.entries(attributes)) button.setAttribute(name, value);
  return button;
}

/** What is kept of a thread: null where nothing is; undefined where the browser keeps nothing at all. */
function load(key: string): Visit | null | undefined {
  try {
    return readVisit(localStorage.getItem(key));
  } catch {
    return undefined;
  }
}

function save(key: string, visit: Visit): void {
  try {
    localStorage.setItem(key, JSON.stringify(visit));
  } catch {
    // A full store forgets this visit; the page is as useful.
  }
}

function forget(): void {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
    for (const key of keys) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}
