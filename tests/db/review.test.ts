import { beforeEach, describe, expect, test } from 'vitest';
import { listAnnotations, saveAnnotation } from '#lib/db/annotation';
import { listMailRemarks, listSentAs } from '#lib/db/mail-remarks';
import type { Moot } from '#lib/db/open';
import type { AnnotationRequest } from '#lib/db/record-types';
import { buildReview, type ReviewOptions } from '#lib/db/review';
import { parseMessage } from '#lib/mail/message';
import { noWords } from '#lib/patch/carry/anchor-words';
import { wordsOfLines } from '#lib/patch/carry/lines-words';
import { readDiff } from '#lib/patch/diff/diff';
import { makeMoot } from '../content/temp';
import { importTexts, mail } from './archive-moot';

const diff = `diff --git a/lib/kettle.c b/lib/kettle.c
--- a/lib/kettle.c
+++ b/lib/kettle.c
@@ -1,8 +1,10 @@ int boil(void)
 a
 b
-old
+new
+newer
+newest
 c
 d
 e
 f
 g
`;
const cover = mail('cover', 'Kettles.\n', {
  Subject: '[PATCH v2 0/1] Kettles',
  Cc: 'Cy <cy@example.org>, Bo <bo@example.org>',
});
const patch = mail('p1', `Boil it.\n\nTwice.\n\nSigned-off-by: Ann Example <ann@example.org>\n---\n${diff}`, {
  Subject: '[PATCH v2 1/1] kettle: boil',
  Cc: 'Cy <cy@example.org>, Bo <bo@example.org>',
  References: '<cover@example.org>',
  'In-Reply-To': '<cover@example.org>',
});
const p1 = 'p1@example.org';
const read = readDiff(diff);
if (!('files' in read)) throw new Error(read.problem);
const file = read.files[0]!;

const bo = 'Bo Li <bo@example.org>';
const options: ReviewOptions = {
  ...{ author: bo, slugs: undefined, trailers: [], withCounterexamples: false, base: '', zone: 60 },
  dateMs: Date.UTC(2021, 0, 2),
};

async function annotate(front: object, body: string, author = bo, words = noWords): Promise<string> {
  const base: AnnotationRequest['front'] = {
    ...({ message: p1, on: 'message', kind: 'note' } as const),
    ...{ claims: [], scenarios: [], answers: [], carried: [] },
  };
  const result = await saveAnnotation({ slug: null, front: { ...base, ...front }, words, body, author, version: 0 });
  if (result.state !== 'saved') throw new Error(JSON.stringify(result));
  return result.slug;
}

const onLine = (line: number, end: number, kind: string, body: string, author = bo, more: object = {}) =>
  annotate(
    {
      on: end > line ? 'range' : 'line',
      path: 'lib/kettle.c',
      side: 'new',
      line,
      ...(end > line ? { end } : {}),
      kind,
      ...more,
    },
    body,
    author,
    wordsOfLines(file, 'new', line, end)!,
  );

const fresh = async () => {
  const moot = await makeMoot();
  globalThis.mootOpened = Promise.resolve(moot);
  await importTexts(moot, [cover, patch]);
  return moot;
};

/** The first mail of the review. */
async function first(asked: ReviewOptions = options) {
  return (await buildReview(p1, asked))!.mails[0]!;
}

const say = (notes: Awaited<ReturnType<typeof listMailRemarks>>) =>
  notes.map(({ on, path, side, line, end, kind, author, bodyMarkdown }) => ({
    on,
    path,
    side,
    line,
    end,
    kind,
    author,
    bodyMarkdown,
  }));

let moot: Moot;
beforeEach(async () => {
  moot = await fresh();
});

describe('a review', () => {
  test('is a reply to each message that was annotated, by whom and to whom lists expect', async () => {
    await onLine(3, 5, 'objection', 'Too hot.');
    await annotate({ message: 'cover@example.org', on: 'series' }, 'Nice series.');
    await onLine(4, 4, 'note', 'Not mine.', 'Cy <cy@example.org>');
    const review = await buildReview(p1, options);
    expect(review?.mails.map(({ answers }) => answers)).toEqual(['cover@example.org', p1]);
    const [, { bytes } = { bytes: new Uint8Array() }] = review?.mails ?? [];
    const text = Buffer.from(bytes).toString();
    const head = text.slice(0, text.indexOf('\n\n'));
    expect(
      head.replace(/moot\.[0-9a-f]{32}@/, 'moot.ID@').replace(/Remarks: \S+$/m, 'Remarks: ...'),
    ).toBe(`From: Bo Li <bo@example.org>
To: Ann Example <ann@example.org>
Cc: list@example.org, Cy <cy@example.org>
Subject: Re: [PATCH v2 1/1] kettle: boil
Date: Sat, 2 Jan 2021 01:00:00 +0100
Message-ID: <moot.ID@example.org>
In-Reply-To: <p1@example.org>
References: <cover@example.org> <p1@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 7bit
X-Moot-Remarks: ...`);
    expect(text).toContain('> +newest\n\nToo hot.\n');
    expect(text).not.toContain('Not mine.');
  });

  test('keeps its Message-ID while it says the same', async () => {
    await onLine(3, 3, 'note', 'One.');
    const id = async (more: Partial<ReviewOptions> = {}) =>
      (await buildReview(p1, { ...options, ...more }))?.mails[0]?.mail.messageId;
    const first = await id();
    expect(await id({ dateMs: 5 })).toBe(first);
    expect(await id({ trailers: [`Reviewed-by: ${bo}`] })).not.toBe(first);
  });

  test('that was sent and comes back by mail is not shown twice, and does not go again', async () => {
    const slugs = [
      await onLine(3, 5, 'objection', 'Too *hot*, see [the log](https://example.org).\n\n- one\n- two'),
      await onLine(9, 9, 'question', 'Why `f`?'),
      await annotate({}, 'On the whole: fine.'),
      await annotate({ on: 'file', path: 'lib/kettle.c' }, 'This file again.'),
    ];
    const { bytes, mail: sent } = await first(options);
    await importTexts(moot, [bytes]);
    expect(await listMailRemarks(p1)).toEqual([]);
    expect([...(await listSentAs(p1))].sort()).toEqual(slugs.map((slug) => [slug, sent.messageId]).sort());
    expect((await buildReview(p1, options))?.mails).toEqual([]);
    expect((await buildReview(p1, { ...options, slugs: new Set(slugs) }))?.mails).toHaveLength(1);
  });

  test('is the same annotations where others import it', async () => {
    await onLine(3, 5, 'objection', 'Too *hot*.');
    await onLine(6, 6, 'suggestion', '```suggestion\nC\n```');
    await annotate({}, 'On the whole: fine.');
    const own = await listAnnotations(p1);
    const { bytes } = await first({ ...options, trailers: [`Reviewed-by: ${bo}`] });
    moot = await fresh();
    await importTexts(moot, [bytes]);
    const remarks = await listMailRemarks(p1);
    expect(say(remarks).map(({ bodyMarkdown: _, ...place }) => place)).toEqual(
      [...own.filter(({ on }) => on === 'message'), ...own.filter(({ on }) => on !== 'message')].map(
        ({ on, path, side, line, end, kind, author }) => ({ on, path, side, line, end, kind, author }),
      ),
    );
    expect(remarks.map(({ bodyMarkdown }) => bodyMarkdown)).toEqual([
      '> Boil it.\n\nOn the whole: fine.',
      'Too \\*hot\\*.',
      '```diff\n-c\n+C\n```',
    ]);
    expect(remarks.every(({ source, version }) => source?.startsWith('moot.') === true && version === 0)).toBe(true);
  });

  test('answers a remark of a mail in reply to that mail, and the answer hangs on the remark', async () => {
    const reply = mail('r1', '> +newer\n\nHow new,\nwould you say?\n', {
      From: 'Cy <cy@example.org>',
      Subject: 'Re: [PATCH v2 1/1] kettle: boil',
      'In-Reply-To': `<${p1}>`,
      References: `<cover@example.org> <${p1}>`,
    });
    await importTexts(moot, [reply]);
    const [remark] = await listMailRemarks(p1);
    expect(remark).toMatchObject({ on: 'line', line: 4, author: 'Cy <cy@example.org>', parent: null });
    // What an answer hangs on has to be a record: whoever answers takes the remark over.
    const taken = await annotate(
      { on: 'line', path: 'lib/kettle.c', side: 'new', line: 4, source: 'r1@example.org' },
      remark!.bodyMarkdown,
      'Cy <cy@example.org>',
      remark!.words,
    );
    expect(await listMailRemarks(p1)).toEqual([]);
    await onLine(4, 4, 'note', 'Quite new.', bo, { parent: taken });
    const review = await buildReview(p1, options);
    const [only] = review!.mails;
    expect(review!.mails).toHaveLength(1);
    expect(only!.answers).toBe('r1@example.org');
    expect(only!.mail.references).toEqual(['cover@example.org', p1, 'r1@example.org']);
    expect(only!.mail.text).toContain('Cy wrote:\n> How new, would you say?\n\nQuite new.\n');
    moot = await fresh();
    await importTexts(moot, [reply, only!.bytes]);
    const [first, second] = await listMailRemarks(p1);
    expect(second).toMatchObject({ parent: first!.slug, line: 4, path: 'lib/kettle.c', bodyMarkdown: 'Quite new.' });
  });
});

test('a discussion that quotes nothing of the patch makes no annotations; nor do replies to another version', async () => {
  const answer = (id: string, to: string, body: string, subject = 'Re: [PATCH v2 1/1] kettle: boil') =>
    mail(id, body, { Subject: subject, 'In-Reply-To': `<${to}>`, References: `<${p1}> <${to}>`, From: bo });
  await importTexts(moot, [
    answer('r1', p1, '> +newer\n\nHow new?\n'),
    answer('r2', 'r1@example.org', '> How new?\n\nVery.\n'),
    answer('r3', 'r2@example.org', '> Kettles are old.\n\nTea is older.\n'),
    answer('v3', p1, `Boil.\n---\n${diff}`, '[PATCH v3] kettle: boil'),
    answer('r4', 'v3@example.org', '> +newest\n\nThree.\n'),
  ]);
  expect((await listMailRemarks(p1)).map(({ source, line, parent }) => `${source} ${line} ${parent !== null}`)).toEqual(
    ['r1@example.org 4 false', 'r2@example.org 4 true'],
  );
  expect((await listMailRemarks('v3@example.org')).map(({ source, line }) => `${source} ${line}`)).toEqual([
    'r4@example.org 5',
  ]);
  expect(await listMailRemarks('nobody@example.org')).toEqual([]);
});

test('what it writes is mail', async () => {
  await onLine(3, 3, 'note', 'Schön – sehr.');
  const { bytes } = await first(options);
  const parsed = await parseMessage(bytes);
  expect(parsed.flags).toEqual([]);
  expect(parsed.text).toContain('Schön – sehr.');
});
