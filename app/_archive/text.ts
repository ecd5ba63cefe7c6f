import { lookClasses, type Run } from '../_components/diff-runs';
import { cutAddresses } from '../_components/mail-address';
import { type Html, html, join } from './html';

/** Text of a mail, with its web addresses as links: those of an archive's mail to the mail here, the others out. */
export function mailText(text: string): Html {
  if (!text.includes('://')) return html`${text}`;
  return join(
    cutAddresses(text).map((part) => {
      if (part.href === undefined) return html`${part.text}`;
      return part.isOwn
        ? html`<a href="${part.href}">${part.text}</a>`
        : html`<a href="${part.href}" rel="noreferrer nofollow">${part.text}</a>`;
    }),
  );
}

/** Coloured lines: one element for neighbours of one look, so that a long diff stays a short page. */
export function diffText(runs: readonly Run[]): Html {
  return join(
    runs.map(({ look, text }) => html`<span class="${lookClasses[look]}">${text === '' ? ' ' : text}</span>`),
  );
}
