import { shortDate } from '../_components/dates';
import { type Html, html } from './html';

/** The day of a mail in a table or tree, or words where it has no date that can be true. */
export function shortDay(iso: string | null): Html {
  return iso === null ? noDate : html`<time datetime="${iso}">${shortDate(iso)}</time>`;
}

const noDate = html`<span class="nw">no date</span>`;
