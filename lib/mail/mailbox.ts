import { decodeWords } from '#lib/mail/encoded-word';

/** Characters of an address: 64 before the @ and 255 after it (RFC 5321 4.5.3.1). */
const MOST_ADDRESS = 320;

/** One person's name and address as a mail gives them; `address` in lower case, either may be ''. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** All mailboxes of a From, To or Cc header (RFC 5322 3.4), groups flattened, encoded words decoded. */
export function parseMailboxes(header: string): Mailbox[] {
  const boxes: Mailbox[] = [];
  for (const item of splitOutsideQuotes(header)) {
    const box = parseMailbox(item);
    if (box.name !== '' || box.address !== '') boxes.push(box);
  }
  return boxes;
}

/** Commas in quotes, comments and angle brackets part nobody. */
function splitOutsideQuotes(header: string): string[] {
  const items: string[] = [];
  let start = 0;
  let isQuoted = false;
  let comment = 0;
  let angle = false;
  for (let i = 0; i < header.length; i++) {
    const c = header.charAt(i);
    if (c === '\\') i++;
    else if (c === '"' && comment === 0) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (c === '(') comment++;
    else if (c === ')' && comment > 0) comment--;
    else if (comment > 0) continue;
    else if (c === '<') angle = true;
    else if (c === '>') angle = false;
    else if ((c === ',' || c === ';') && !angle) {
      items.push(header.slice(start, i));
      start = i + 1;
    }
  }
  items.push(header.slice(start));
  return items;
}

/** One mailbox: `Name <address>`, `address (Name)` or `address`. */
export function parseMailbox(item: string): Mailbox {
  const angle = /<([^<>]*)>[^<>]*$/.exec(item);
  if (angle !== null) {
    const address = (angle[1] ?? '').replace(/\s+/g, '').toLowerCase().slice(0, MOST_ADDRESS);
    return { name: cleanName(item.slice(0, angle.index)), address };
  }
  const comment = /\(([^()]*)\)/.exec(item);
  const rest = comment === null ? item : item.slice(0, comment.index) + item.slice(comment.index + comment[0].length);
  const bare = rest.trim();
  if (/^[^\s"]+@[^\s"]+$/.test(bare)) {
    return {
      name: comment === null ? '' : cleanName(comment[1] ?? ''),
      address: bare.toLowerCase().slice(0, MOST_ADDRESS),
    };
  }
  return { name: cleanName(item), address: '' };
}

function cleanName(text: string): string {
  // A group's name (`undisclosed-recipients:;`) is no person's.
  let name = text.trim().replace(/^[^"<>@:]*:\s*/, '');
  if (name.startsWith('"')) name = name.replace(/^"((?:[^"\\]|\\.)*)"?/, '$1').replace(/\\(.)/g, '$1');
  return decodeWords(name).text.replace(/\s+/g, ' ').trim();
}

/** What a list manager leaves of a sender whose domain forbids passing on: `Ann Ek via linux-mm <linux-mm@list>`. */
const via = /^(.*?)\s+via\s+\S.*$/i;

/**
 * Who wrote the mail. Where a list manager put itself into From ("via"), the author is, in this order, X-Original-From,
 * a `From:` line that opens the body, Reply-To where it is not the list.
 */
export function findAuthor(
  from: string,
  originalFrom: string | undefined,
  replyTo: string | undefined,
  text: string,
): Mailbox {
  const sender = parseMailboxes(from)[0] ?? { name: '', address: '' };
  const name = via.exec(sender.name)?.[1]?.replace(/^'(.*)'$/, '$1');
  if (name === undefined) return sender;
  const inBody = /^From:[ \t]*(\S.*)$/m.exec(text.slice(0, 1000).split('\n\n', 1)[0] ?? '')?.[1];
  for (const header of [originalFrom, inBody, replyTo]) {
    const found =
      header === undefined ? undefined : parseMailboxes(header).find((box) => box.address !== sender.address);
    if (found !== undefined && found.address !== '') return found.name === '' ? { ...found, name } : found;
  }
  return { ...sender, name };
}
