/** Most characters of a quote: the form refuses more. */
const most = 4000;

/** Most characters that an address can carry; a place in the text needs none. */
const mostInAddress = 1500;

/** Characters around a selection that tell it from the same words elsewhere. */
const around = 32;

const uses = [
  ['claim', 'Make a claim'],
  ['stance', 'Take a stance'],
  ['note', 'Annotate'],
] as const;

/**
 * Words selected in a mail bring up links that make a claim, a stance or an annotation of them; `q` goes there, Escape
 * away. The links stand over the page, so that nothing in it moves.
 */
export function quoteSelection(): void {
  const bar = document.createElement('div');
  bar.className = 'quote-bar';
  bar.hidden = true;
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', 'Make something of the selected words');
  document.body.append(bar);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const update = () => {
    // Whoever went into the links has no selection to lose: it stays until they leave.
    if (bar.contains(document.activeElement)) return;
    const selection = document.getSelection();
    const range = selection !== null && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
    const found = range === undefined ? undefined : read(range);
    if (range === undefined || found === undefined) {
      bar.hidden = true;
      return;
    }
    show(bar, found);
    place(bar, range);
  };
  document.addEventListener('selectionchange', () => {
    clearTimeout(timer);
    timer = setTimeout(update, 150);
  });
  document.addEventListener(
    'keydown',
    (event) => {
      if (bar.hidden || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === 'Escape') {
        bar.hidden = true;
        document.getSelection()?.removeAllRanges();
        event.preventDefault();
      } else if (event.key === 'q' && !bar.contains(document.activeElement) && !document.cookie.includes('keys=off')) {
        bar.querySelector('a')?.focus();
        event.preventDefault();
      }
    },
    // Before the keys of every page: there `q` opens the choice of words.
    { capture: true },
  );
  bar.addEventListener('focusout', () => setTimeout(update, 0));
}

interface Selected {
  readonly mail: string;
  readonly form: string;
  readonly words: string;
  readonly before: string;
  readonly after: string;
  /** Place in the mail's text, where both ends are in its author's prose. */
  readonly place: { readonly start: number; readonly end: number } | undefined;
}

/** The selected words of one mail; undefined where none, or those of several, are selected. */
function read(range: Range): Selected | undefined {
  const article = elementOf(range.commonAncestorContainer)?.closest<HTMLElement>('article[data-mail]');
  if (article === null || article === undefined) return undefined;
  const pieces = [...article.querySelectorAll<HTMLElement>('.tx[data-start]')].filter((tx) => range.intersectsNode(tx));
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const words = pieces.map((tx) => proseOf(tx, range)).join('\n\n');
  if (words.trim() === '') return undefined;
  return {
    mail: article.dataset.mail ?? '',
    form: article.dataset.form ?? '',
    words: words.trim(),
    before: proseOf(first, part(first, 'before', range)).slice(-around),
    after: proseOf(last, part(last, 'after', range)).slice(0, around),
    place: findPlace(first, last, range),
  };
}

function findPlace(first: HTMLElement, last: HTMLElement, range: Range): Selected['place'] {
  if (!first.classList.contains('tx-text') || !last.classList.contains('tx-text')) return undefined;
  const start = Number(first.dataset.start) + proseOf(first, part(first, 'before', range)).length;
  const end = Number(last.dataset.start) + proseOf(last).length - proseOf(last, part(last, 'after', range)).length;
  // Blanks at the ends are not meant; within one piece their number is known.
  if (first !== last) return { start, end };
  const words = proseOf(first, range);
  return { start: start + words.length - words.trimStart().length, end: end - (words.length - words.trimEnd().length) };
}

/** What of a piece stands before the selection, or after it. */
function part(tx: HTMLElement, which: 'before' | 'after', range: Range): Range {
  const rest = document.createRange();
  rest.selectNodeContents(tx);
  if (which === 'before') {
    if (tx.contains(range.startContainer)) rest.setEnd(range.startContainer, range.startOffset);
    else rest.collapse(true);
  } else if (tx.contains(range.endContainer)) rest.setStart(range.endContainer, range.endOffset);
  else rest.collapse(false);
  return rest;
}

/** The mail's text in a piece, as far as the range has it: without the letters of notes and the heads of folds. */
function proseOf(tx: HTMLElement, range?: Range): string {
  const walker = document.createTreeWalker(tx, NodeFilter.SHOW_TEXT);
  let text = '';
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const isOurs = node.parentElement?.closest('.anref, summary, .note') ?? null;
    if (isOurs !== null || (range !== undefined && !range.intersectsNode(node))) continue;
    const whole = node.nodeValue ?? '';
    const from = range !== undefined && node === range.startContainer ? range.startOffset : 0;
    const to = range !== undefined && node === range.endContainer ? range.endOffset : whole.length;
    text += whole.slice(from, to);
  }
  return text;
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}

function show(bar: HTMLElement, selected: Selected): void {
  const { words, place, mail, form, before, after } = selected;
  if (words.length > most || (place === undefined && words.length > mostInAddress)) {
    const said = document.createElement('span');
    said.textContent = `${words.length} characters: select the sentence that matters`;
    bar.replaceChildren(said);
    return;
  }
  const pointer: Record<string, string> =
    place === undefined ? { words, before, after } : { start: String(place.start), end: String(place.end) };
  bar.replaceChildren(
    ...uses.map(([use, label]) => {
      const link = document.createElement('a');
      link.href = `/quote?${new URLSearchParams({ mail, ...(form === '' ? {} : { form }), as: use, ...pointer })}`;
      link.textContent = label;
      return link;
    }),
  );
}

/** Under the end of the selection, within the page. */
function place(bar: HTMLElement, range: Range): void {
  bar.hidden = false;
  const box = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  const left = Math.max(
    8,
    Math.min(box.right - bar.offsetWidth, document.documentElement.clientWidth - bar.offsetWidth - 8),
  );
  bar.style.left = `${left + scrollX}px`;
  bar.style.top = `${box.bottom + scrollY + 6}px`;
}
