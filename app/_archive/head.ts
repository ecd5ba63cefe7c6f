import type { MessageView } from '#lib/db/archive-types';
import { writtenTime } from '../_components/dates';
import { authorName } from '../_components/mail-author';
import { flagSentences } from '../_components/mail-flags';
import { listPath } from '../_components/mail-link';
import { empty, type Html, html } from './html';
import { people } from './people';

const fidelity = {
  raw: undefined,
  rendered: 'The text was taken from a web page: its headers and some of its characters may differ from the mail.',
  flattened: 'Line breaks were lost in the source and are guessed here.',
} as const;

/** Who wrote the mail, to whom, when, over which lists, and what is odd about it. */
export function mailHead(message: MessageView): Html {
  const { author, dateIso, dateAsWritten, lists } = message;
  const who =
    author.address === ''
      ? html`${authorName(author)}`
      : html`<a href="/search?${new URLSearchParams({ q: `f:${author.address}` }).toString()}">${authorName(author)}</a>`;
  const address =
    author.name === '' || author.address === '' ? empty : html`<span class="faint"> ${author.address}</span>`;
  const written = dateAsWritten === '' ? empty : html`<span class="faint"> (written: ${dateAsWritten})</span>`;
  const date =
    dateIso === null ? html`no date${written}` : html`<time datetime="${dateIso}">${writtenTime(dateIso)}</time>`;
  const listed = lists.map(
    (list, index) => html`<span>${index > 0 ? ', ' : ''}<a href="${listPath(list)}">${list}</a></span>`,
  );
  const row = (name: string, value: Html) => html`<dt>${name}</dt><dd>${value}</dd>`;
  const notes = [fidelity[message.fidelity] ?? [], flagSentences(message.flags)].flat();
  const odd =
    notes.length === 0
      ? empty
      : html`<ul class="flags" aria-label="What is odd about this mail">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
  return html`<dl class="hdr">${row('From', html`${who}${address}`)}${message.to === '' ? empty : row('To', people(message.to))}${message.cc === '' ? empty : row('Cc', people(message.cc))}${row('Date', date)}${lists.length === 0 ? empty : row('Lists', html`${listed}`)}</dl>${odd}`;
}
