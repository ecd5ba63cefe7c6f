import { escapeHtml } from '#lib/text/escape-html';

const markup: unique symbol = Symbol('markup');

/**
 * Markup that may stand in a page as it is. Only `html` makes it, so that what a mail says cannot become markup: a string
 * is always text.
 */
export interface Html {
  readonly [markup]: string;
}

/** What a template takes: text, which is escaped; markup; a list of markup; nothing. */
type Part = string | number | Html | readonly Html[] | undefined;

/** A template of markup: `` html`<b>${text}</b>` ``. Values of attributes have to stand in double quotes. */
export function html(words: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = words[0] ?? '';
  for (const [index, part] of parts.entries()) text += printPart(part) + (words[index + 1] ?? '');
  return { [markup]: text };
}

/** Nothing. */
export const empty: Html = html``;

/** Pieces of markup one after the other. */
export function join(pieces: Iterable<Html>): Html {
  let text = '';
  for (const piece of pieces) text += piece[markup];
  return { [markup]: text };
}

/** The markup as the string to send. */
export function printHtml(piece: Html): string {
  return piece[markup];
}

function printPart(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'length' in part ? join(part)[markup] : part[markup];
}
