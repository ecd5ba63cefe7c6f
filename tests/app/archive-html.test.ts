import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MessageView, ThreadView } from '#lib/db/archive-types';
import { splitBlocks } from '#lib/mail/quote';
import { html, printHtml } from '../../app/_archive/html.ts';
import { messagePage } from '../../app/_archive/message-page.ts';
import { threadPage } from '../../app/_archive/thread-page.ts';
import { parseMarkup } from './parse-markup.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea></title></style></main>',
  '<!--',
  'javascript:alert(1)',
  'https://example.org/"onclick="alert(1)',
  'https://lore.kernel.org/r/a"b@x/',
  '&lt;b&gt;&amp;',
  '\u0000\u000b\ud800',
];

const word = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 12 }));
const words = fc.array(word, { maxLength: 4 }).map((list) => list.join(' '));
const line = fc.tuple(fc.constantFrom('', '> ', '> > ', '+', '-', ' ', 'On x, '), words).map((parts) => parts.join(''));
const body = fc
  .array(fc.oneof(line, fc.constantFrom('-- ', '@@ -1 +1 @@', 'diff --git a/a b/a', '', 'Ann wrote:')), {
    maxLength: 14,
  })
  .map((lines) => lines.join('\n'));

const mail = fc
  .record({
    messageId: word.filter((id) => id !== ''),
    name: words,
    address: words,
    subject: words,
    to: words,
    list: words,
    footer: words,
    attached: words,
    flag: words,
    text: body,
  })
  .map(
    (made): MessageView => ({
      id: 1,
      messageId: made.messageId,
      author: { name: made.name, address: made.address },
      dateIso: null,
      dateAsWritten: made.subject,
      subject: made.subject,
      to: made.to,
      cc: `${made.to}, a, b, c, d, e, f, g`,
      lists: [made.list],
      text: made.text,
      blocks: splitBlocks(made.text),
      footer: made.footer,
      attachments: [{ name: made.attached, type: made.attached, size: 3 }],
      threadId: 1,
      parentMessageId: 'parent@example.org',
      isParentHeld: true,
      flags: [made.flag],
      otherForms: [{ kind: 'copy', form: 0, hash: made.attached, subject: made.subject, size: 3 }],
      fidelity: 'raw',
    }),
  );

function threadOf(message: MessageView): ThreadView {
  const node = { depth: 0, flags: [], part: null, dateIso: null, subject: message.subject, author: message.author };
  return {
    id: 1,
    subject: message.subject,
    messages: 1,
    ghosts: 1,
    firstIso: '2021-01-01T00:00:00Z',
    lastIso: '2021-01-01T00:00:00Z',
    nodes: [
      { ...node, messageId: 'parent@example.org', isGhost: true, parentMessageId: null },
      { ...node, messageId: message.messageId, isGhost: false, parentMessageId: 'parent@example.org', depth: 1 },
    ],
    cut: [],
  };
}

const claim = (message: MessageView) => ({
  on: 'claim',
  place: null,
  claim: {
    slug: 'a',
    title: message.subject,
    kind: 'factual',
    topic: 't',
    topicTitle: 't',
    position: 1,
    holders: [],
    why: '',
  },
  person: { slug: 'p', name: message.author.name },
  attitude: 'asserts',
  note: message.subject,
  paragraph: 1,
});

const elements = new Set(
  'a abbr article aside b br button code dd details div dl dt h1 h2 header kbd li nav noscript ol p pre section span summary time ul'.split(
    ' ',
  ),
);

/** What no text of a mail may bring into a page: other elements, event handlers, addresses that run. */
function expectOnlyOurs(markup: string): void {
  const document = parseMarkup(`<!DOCTYPE html><main>${markup}</main><i id="end"></i>`);
  const main = document.querySelector('main');
  expect(document.getElementById('end')?.parentElement).toBe(document.body);
  for (const element of main?.querySelectorAll('*') ?? []) {
    expect(elements).toContain(element.localName);
    for (const { name, value } of element.attributes) {
      expect(name).toMatch(/^(?:href|class|id|rel|title|open|datetime|style|aria-[a-z]+|data-[a-z]+)$/);
      if (name === 'href') expect(value).toMatch(/^(?:\/|#|\?|https?:\/\/)/);
      if (name === 'style') expect(value).toMatch(/^grid-row:[\d /]+$/);
    }
  }
}

describe('whatever a mail says', () => {
  test('its page holds no markup but ours', () => {
    fc.assert(
      fc.property(mail, fc.boolean(), (message, isOpen) => {
        const margin = [claim(message)] as never[];
        const look = isOpen ? 'open' : 'folded';
        const main = messagePage({ message, others: [message], thread: threadOf(message), margin, look });
        expectOnlyOurs(printHtml(main));
      }),
      { numRuns: 60 },
    );
  });

  test('nor does its thread, flat and nested', () => {
    fc.assert(
      fc.property(mail, fc.constantFrom('flat', 'nested'), (message, order) => {
        const thread = threadOf(message);
        const margins = new Map([[message.messageId, [claim(message)] as never[]]]);
        const { messageId } = message;
        expectOnlyOurs(printHtml(threadPage({ messageId, thread, messages: [message], margins, loose: [], order })));
      }),
      { numRuns: 60 },
    );
  });

  test('its words stand in the page', () => {
    const text = 'Is <b>1 & 2</b> "so"?\n\n> it\'s <quoted>\nYes.\n';
    const [message] = fc.sample(mail, { numRuns: 1, seed: 1 });
    if (message === undefined) throw new Error('no mail was made');
    const shown = { ...message, text, blocks: splitBlocks(text) };
    const main = printHtml(messagePage({ message: shown, others: [], thread: undefined, margin: [], look: 'open' }));
    const page = parseMarkup(main).querySelector('.body')?.textContent;
    expect(page).toBe('Is <b>1 & 2</b> "so"?> it\'s <quoted>Yes.');
  });
});

test('a piece says where it begins in the text', () => {
  fc.assert(
    fc.property(body, (text) => {
      for (const block of splitBlocks(text)) {
        if (block.kind === 'quote') expect(text.slice(block.start)).toMatch(/^[ \t]?>/);
        else expect(text.slice(block.start, block.start + block.text.length)).toBe(block.text);
      }
    }),
  );
});

test('a template escapes text, and takes markup and lists of it', () => {
  const list = ['<a>', 'b'].map((text) => html`<li>${text}</li>`);
  expect(printHtml(html`<ul title="${'"'}">${list}${undefined}${3}</ul>`)).toBe(
    '<ul title="&quot;"><li>&lt;a&gt;</li><li>b</li>3</ul>',
  );
});
