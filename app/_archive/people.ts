import { type Html, html } from './html';

/** People named in To or Cc beyond this many are folded. */
const shownPeople = 5;

/** The names of an address header: the display name, else the address. Commas inside quotes part nobody. */
export function namesOfHeader(header: string): string[] {
  const entries = header.match(/(?:"(?:[^"\\]|\\.)*(?:"|$)|<[^<>]*>|[^,"<])+/gs) ?? [];
  return entries.flatMap((entry) => {
    const address = /<\s*([^<>]*?)\s*>/.exec(entry)?.[1];
    const name = entry
      .replace(/<[^<>]*>/g, '')
      .replace(/^\s*"(.*)"\s*$/s, '$1')
      .replace(/\\(.)/g, '$1')
      .replace(/\s+/g, ' ')
      .trim();
    const word = name === '' ? (address ?? '') : name;
    return word === '' ? [] : [word];
  });
}

/** The people of To or Cc: the first by name, the rest in a fold. */
export function people(header: string): Html {
  const names = namesOfHeader(header);
  const rest = names.slice(shownPeople);
  if (rest.length < 2) return html`${names.join(', ')}`;
  return html`<details><summary>${names.slice(0, shownPeople).join(', ')} and ${rest.length} more</summary>${rest.join(', ')}</details>`;
}
