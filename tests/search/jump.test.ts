import { expect, test } from 'vitest';
import { findJump } from '#lib/search/jump';

const id = '20211217.1-a@example.org';

test.each<[string, string | undefined]>([
  [`<${id}>`, `mail ${id}`],
  [` <${id}> `, `mail ${id}`],
  [`Message-ID: <${id}>`, `mail ${id}`],
  [`message-id:${id}`, `mail ${id}`],
  ['<no-at-sign>', 'mail no-at-sign'],
  [id, `mailbox ${id}`],
  ['ann@example.org', 'mailbox ann@example.org'],
  [`https://lore.kernel.org/linux-mm/${id}/`, `mail ${id}`],
  [`https://lore.kernel.org/all/${id}/T/#u`, `mail ${id}`],
  [`https://lore.kernel.org/r/${id}`, `mail ${id}`],
  ['https://lore.kernel.org/all/a%2Fb%2525@example.org/raw', 'mail a/b%25@example.org'],
  [`https://patchwork.kernel.org/project/linux-mm/patch/${id}/`, `mail ${id}`],
  [`https://patch.msgid.link/${id}`, `mail ${id}`],
  [`http://127.0.0.1:3000/m/${id}/`, `mail ${id}`],
  [`https://marc.info/?i=${id}`, `mail ${id}`],
  [`https://marc.info/?i=%3C${id}%3E`, `mail ${id}`],
  ['https://marc.info/?l=linux-mm&m=163974052512345', undefined],
  ['https://example.org/@somebody/post', undefined],
  ['https://example.org/%zz@x', 'mail %zz@x'],
  ['09854ba94c6a', 'commit 09854ba94c6a'],
  ['09854BA', 'commit 09854ba'],
  ['0985b', 'commit 0985b'],
  ['1234567', 'commit 1234567'],
  ['2021', undefined],
  ['dead', undefined],
  ['added', undefined],
  ['09854ba94c6ag', undefined],
  ['f:ann@example.org', undefined],
  [`mid:${id}`, undefined],
  ['two words', undefined],
  ['', undefined],
])('%s', (text, expected) => {
  const jump = findJump(text);
  const said = jump === undefined ? undefined : `${jump.kind} ${jump.kind === 'commit' ? jump.commit : jump.messageId}`;
  expect(said).toBe(expected);
});
