import { describe, expect, test } from 'vitest';
import {
  countTrailers,
  type GatheredTrailer,
  type GatherVersion,
  type GivingMail,
  gatherTrailers,
} from '#lib/patch/trailer/gather';
import { readReplyTrailers } from '#lib/patch/trailer/reply-trailer';
import { readTrailers } from '#lib/patch/trailer/trailer';

const ann = { name: 'Ann Ek', address: 'ann@x.org' };
const bo = { name: 'Bo Park', address: 'bo@x.org' };
const part = (id: string, own = '', rest: Partial<GatherVersion['parts'][number]> = {}) => ({
  id,
  title: id.replace(/^v\d\./, ''),
  isCover: id.endsWith('cover'),
  author: ann,
  own: readTrailers(own),
  patchId: undefined,
  ...rest,
});
const versions: readonly GatherVersion[] = [
  { label: 'v1', parts: [part('v1.cover'), part('v1.one'), part('v1.two')] },
  { label: 'v2', parts: [part('v2.cover'), part('v2.one', 'x\n\nTested-by: Cy <cy@x.org>'), part('v2.two')] },
];
let clock = 10;
const reply = (to: string | readonly string[], text: string, from = bo): GivingMail => ({
  id: `m${++clock}`,
  above: typeof to === 'string' ? [to] : to,
  from,
  dateIso: `2021-01-01T00:00:${clock}Z`,
  given: readReplyTrailers(text),
});
const show = (trailers: readonly GatheredTrailer[] | undefined) =>
  (trailers ?? []).map(({ key, value, sources, excluded }) =>
    [`${key}: ${value}`, ...new Set(sources.map(({ to }) => to)), excluded?.reason ?? 'counts'].join(' | '),
  );
const gather = (mails: readonly GivingMail[], options = {}) => gatherTrailers(versions, mails, options);

describe('which patch a reply speaks of', () => {
  test('the nearest above it, through replies; of a cover letter every patch of that version', () => {
    const found = gather([
      reply(['other', 'v2.one', 'v2.cover'], 'Reviewed-by: Bo Park <bo@x.org>'),
      reply(['v2.cover', 'v1.cover'], 'Acked-by: Bo Park <bo@x.org>'),
      reply(['elsewhere'], 'Acked-by: Bo Park <bo@x.org>'),
    ]);
    expect(show(found.get('v2.one'))).toEqual([
      'Tested-by: Cy <cy@x.org> | counts',
      'Reviewed-by: Bo Park <bo@x.org> | patch | counts',
      'Acked-by: Bo Park <bo@x.org> | series | counts',
    ]);
    expect(show(found.get('v2.two'))).toEqual(['Acked-by: Bo Park <bo@x.org> | series | counts']);
    expect(show(found.get('v1.one'))).toEqual([]);
  });

  test('what v1 was given does not count for v2, unless the patch is the same and that is asked for', () => {
    const mails = [
      reply('v1.one', 'Reviewed-by: Bo Park <bo@x.org>'),
      reply('v1.cover', 'Acked-by: Bo Park <bo@x.org>'),
    ];
    expect(show(gather(mails).get('v2.one')).slice(1)).toEqual([
      'Reviewed-by: Bo Park <bo@x.org> | other version | other version',
      'Acked-by: Bo Park <bo@x.org> | other version | other version',
    ]);
    expect(gather(mails).get('v2.one')?.[1]?.excluded?.why).toContain('v1');
    const same = versions.map(({ label, parts }) => ({
      label,
      parts: parts.map((one) => ({ ...one, patchId: one.title })),
    }));
    expect(show(gatherTrailers(same, mails, { carryOver: true }).get('v2.one'))[1]).toMatch(/counts$/);
    expect(show(gather(mails, { carryOver: true }).get('v2.one'))[1]).toMatch(/other version$/);
    // Given again to v2, it counts.
    const again = [...mails, reply('v2.one', 'Reviewed-by: Bo Park <bo@x.org>')];
    expect(show(gather(again).get('v2.one'))[1]).toBe(
      'Reviewed-by: Bo Park <bo@x.org> | other version | patch | counts',
    );
  });
});

describe('who counts', () => {
  test.each([
    ['the author', 'Reviewed-by: Ann Ek <ann@x.org>', ann, 'author'],
    ['the author under another address', 'Acked-by: Ann Ek <ek@y.org>', { ...ann, address: 'ek@y.org' }, 'author'],
    ['a machine', 'Reviewed-by: CI <ci-bot@x.org>', { name: 'CI', address: 'ci-bot@x.org' }, 'bot'],
    ['another than the sender', 'Tested-by: Cy Doe <cy@x.org>', bo, 'another'],
    ['nobody with an address', 'Tested-by: Cy Doe', bo, 'nobody'],
    ['quoted', '> Acked-by: Cy Doe <cy@x.org>', bo, 'quoted'],
  ])('%s does not', (_, text, from, reason) => {
    const [found] = gather([reply('v1.one', text, from)]).get('v1.one') ?? [];
    expect(found?.excluded?.reason).toBe(reason);
    expect(countTrailers(found === undefined ? [] : [found])).toEqual({ reviewed: 0, acked: 0, tested: 0, nacked: 0 });
  });

  test.each([
    ['a machine that tested', 'Tested-by: syzbot+1@x.org', { name: 'syzbot', address: 'syzbot+1@x.org' }],
    ['a report by another', 'Reported-by: Cy Doe <cy@x.org>', bo],
    ['the name alone, of the sender', 'Acked-by: Bo Park', bo],
    ['the sender from another address', 'Acked-by: Bo Park <bo@kernel.example>', bo],
    ['what the author owes to others', 'Fixes: 0123456789ab ("x")', ann],
  ])('%s does', (_, text, from) => {
    expect(gather([reply('v1.one', text, from)]).get('v1.one')?.[0]?.excluded).toBeNull();
  });

  test('the author who wrote his own review into the patch', () => {
    const own = [
      { label: 'v1', parts: [part('a', 'x\n\nReviewed-by: Ann Ek <ann@x.org>\nSigned-off-by: Ann Ek <ann@x.org>')] },
    ];
    expect(show(gatherTrailers(own, []).get('a'))).toEqual([
      'Reviewed-by: Ann Ek <ann@x.org> | author',
      'Signed-off-by: Ann Ek <ann@x.org> | counts',
    ]);
  });
});

describe('said again, and taken back', () => {
  test('duplicates are one, with all their sources', () => {
    const found = gather([
      reply('v1.one', 'Acked-by: Bo Park <bo@x.org>'),
      reply('v1.one', 'acked-By: Bo P. <BO@x.org>'),
      reply('v1.one', '> Acked-by: Bo Park <bo@x.org>', ann),
    ]).get('v1.one');
    expect(found?.map(({ sources, excluded }) => [sources.length, excluded])).toEqual([[2, null]]);
  });

  test('a sentence or a NAK withdraws; who consents after his NAK has consented', () => {
    const consent = reply('v1.one', 'Reviewed-by: Bo Park <bo@x.org>\nTested-by: Bo Park <bo@x.org>');
    const reasons = (mails: readonly GivingMail[]) =>
      gather(mails)
        .get('v1.one')
        ?.map(({ key, excluded }) => `${key} ${excluded?.reason ?? 'counts'}`);
    expect(reasons([consent, reply('v1.one', 'I withdraw my Reviewed-by.')])).toEqual([
      'Reviewed-by withdrawn',
      'Tested-by counts',
    ]);
    expect(reasons([consent, reply('v1.one', 'I withdraw my Reviewed-by.', ann)])).toEqual([
      'Reviewed-by counts',
      'Tested-by counts',
    ]);
    const nak = reply('v1.cover', 'NAK, it is slow.');
    expect(reasons([consent, nak])).toEqual(['Reviewed-by withdrawn', 'Tested-by counts', 'Nacked-by counts']);
    expect(reasons([nak, reply('v1.one', 'Acked-by: Bo Park <bo@x.org>')])).toEqual([
      'Nacked-by withdrawn',
      'Acked-by counts',
    ]);
  });

  test('counted by people, each once for each kind', () => {
    const found = gather([
      reply('v1.one', 'Reviewed-and-tested-by: Bo Park <bo@x.org>'),
      reply('v1.two', 'Reviewed-by: Bo Park <bo@x.org>'),
      reply('v1.cover', 'Acked-by: Cy <cy@x.org>', { name: 'Cy', address: 'cy@x.org' }),
      reply('v1.cover', 'Nacked-by: Di <di@x.org>', { name: 'Di', address: 'di@x.org' }),
    ]);
    const all = ['v1.cover', 'v1.one', 'v1.two'].flatMap((id) => found.get(id) ?? []);
    expect(countTrailers(all)).toEqual({ reviewed: 1, acked: 1, tested: 1, nacked: 1 });
  });

  test('the order in which mails come does not matter', () => {
    const mails = [
      reply('v1.one', 'Reviewed-by: Bo Park <bo@x.org>'),
      reply('v1.one', 'NAK'),
      reply('v2.cover', 'Acked-by: Bo Park <bo@x.org>'),
      reply('v2.one', 'Tested-by: Cy Doe <cy@x.org>'),
    ];
    expect(gather(mails.toReversed())).toEqual(gather(mails));
  });
});
