import { expect, test } from 'vitest';
import { parseMessage } from '#lib/mail/message';
import { cutColumns } from '#lib/search/cut-columns';

const diff =
  'diff --git a/mm/memory.c b/mm/memory.c\nindex 1234567..89abcdef 100644\n--- a/mm/memory.c\n+++ b/mm/memory.c\n@@ -1,2 +1,2 @@ do_wp_page\n context_word\n-removed_word\n+added_word\n';

test('a mail is cut into what is searched apart', async () => {
  const head =
    'From: Ann Example <ann@example.org>\nTo: list@example.org\nCc: bo@example.org\nSubject: copy on write\nMessage-ID: <a@example.org>\n';
  const message = await parseMessage(Buffer.from(`${head}\n> quoted\nplain\n${diff}after\n`));
  const mail = { message, messageId: 'a@example.org', lists: ['linux-mm', 'linux-kernel'], patchId: 'f00d' };
  expect(cutColumns(mail)).toEqual({
    subject: 'copy on write',
    from: 'Ann Example ann@example.org',
    to: 'list@example.org',
    cc: 'bo@example.org',
    nq: 'plain\nafter',
    q: 'quoted',
    dfn: 'a/mm/memory.c b/mm/memory.c\na/mm/memory.c\nb/mm/memory.c',
    dfhh: 'do_wp_page',
    dfa: 'removed_word',
    dfb: 'added_word',
    dfctx: 'context_word',
    dfpre: '1234567',
    dfpost: '89abcdef',
    mid: 'a@example.org',
    list: 'linux-mm linux-kernel',
    patchid: 'f00d',
  });
});
