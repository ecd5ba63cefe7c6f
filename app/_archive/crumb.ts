import { type Html, html } from './html';

/** Where the page stands, and what can be done with it: `actions` are links at the right end. */
export function crumb(up: { readonly href: string; readonly label: string }, here: string, actions: Html): Html {
  return html`<div class="crumb"><span><a href="${up.href}" rel="up">${up.label}</a> / <code>${here}</code></span><span class="acts">${actions}</span></div>`;
}
