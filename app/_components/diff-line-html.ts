import type { Token } from '#lib/highlight/tokens';
import type { Stretch } from '#lib/patch/view/changed-words';
import { escapeHtml } from '#lib/text/escape-html';

/** Classes of the kinds of tokens, by index; short, as they stand in a page a hundred thousand times. See diff.css. */
const classes = ['', 'tc', 'ts', 'tk', 'tn', '', 'ty', 'tp'];

/** Signs that turn the direction of text: they are named, not obeyed, so that code reads as a compiler reads it. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export interface LineLook {
  readonly tokens: readonly Token[];
  readonly changed: readonly Stretch[];
  /** Tabs and blanks at the end are drawn. */
  readonly isSpaceShown: boolean;
}

/** The text of a line as HTML: its tokens in spans, what its counterpart lacks in `mark`. */
export function lineHtml(text: string, { tokens, changed, isSpaceShown }: LineLook): string {
  // Blanks from here on stand at the line's end.
  const trailing = isSpaceShown ? text.trimEnd().length : -1;
  if (tokens.length === 0 && changed.length === 0) return textHtml(text, trailing);
  let html = '';
  let [at, token, stretch] = [0, 0, 0];
  let isMarked = false;
  while (at < text.length) {
    while ((tokens[token]?.end ?? Number.POSITIVE_INFINITY) <= at) token++;
    while ((changed[stretch]?.[1] ?? Number.POSITIVE_INFINITY) <= at) stretch++;
    const [from = text.length, end = text.length] = changed[stretch] ?? [];
    const isIn = from <= at;
    const next = Math.min(tokens[token]?.end ?? text.length, isIn ? end : from, text.length);
    if (isIn !== isMarked) html += isIn ? '<mark>' : '</mark>';
    isMarked = isIn;
    const kind = classes[tokens[token]?.kind ?? 0] ?? '';
    const piece = textHtml(text.slice(at, next), isSpaceShown ? trailing - at : -1);
    html += kind === '' ? piece : `<span class=${kind}>${piece}</span>`;
    at = next;
  }
  return isMarked ? `${html}</mark>` : html;
}

const special = /[&<>"'\r\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * Text with what needs it escaped, drawn or named. `trailing`: where the blanks at the line's end begin, counted from the
 * text's beginning; -1 where blanks are not drawn.
 */
function textHtml(text: string, trailing: number): string {
  if (trailing < 0 || !/[\t ]/.test(text)) return special.test(text) ? signsHtml(text) : text;
  const cut = Math.max(trailing, 0);
  return signsHtml(text.slice(0, cut)).replaceAll('\t', '<i class=tab>\t</i>') + trailingHtml(text.slice(cut));
}

function trailingHtml(text: string): string {
  return [...text]
    .map((sign) => (sign === '\t' ? '<i class="tab sp">\t</i>' : sign === ' ' ? '<i class=sp> </i>' : signsHtml(sign)))
    .join('');
}

/** A CR is part of the line: a diff that changes nothing else would seem to change nothing. */
function signsHtml(text: string): string {
  return escapeHtml(text)
    .replaceAll('\r', '<i class=cr title="Carriage return"></i>')
    .replace(turning, (sign) => `<i class=turn title="A sign that turns the direction of text">U+${codeOf(sign)}</i>`);
}

function codeOf(sign: string): string {
  return sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
