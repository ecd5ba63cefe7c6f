import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownPlaces, readAddress } from '../../app/_archive/address.ts';
import { printStart, readStart } from '../../app/_archive/list-place.ts';
import { mailPath, trimBrackets } from '../../app/_components/mail-link.ts';

const id = 'a@x.org';

describe('addresses as on public archives', () => {
  test.each([
    ['/m/a@x.org/', { kind: 'message', messageId: id }],
    ['/m/a@x.org/?quotes=open', { kind: 'message', messageId: id }],
    ['/m/a@x.org/raw', { kind: 'raw', messageId: id }],
    ['/m/a@x.org/mbox', { kind: 'mbox', messageId: id }],
    ['/m/a@x.org/T/', { kind: 'flat', messageId: id }],
    ['/m/a@x.org/t/', { kind: 'nested', messageId: id }],
    ['/m/a@x.org/t.mbox.gz', { kind: 'thread-mbox', messageId: id }],
    ['/m/a@x.org/t.atom', { kind: 'thread-feed', messageId: id }],
    ['/m/a%2Fb%252F@X/raw', { kind: 'raw', messageId: 'a/b%2F@X' }],
    ['/m/%3Ca@x.org%3E/', { kind: 'message', messageId: id }],
    ['/m/a@x.org', { kind: 'moved', to: '/m/a@x.org/' }],
    ['/m/a@x.org/T', { kind: 'moved', to: '/m/a@x.org/T/' }],
    ['/m/a@x.org/raw/', { kind: 'moved', to: '/m/a@x.org/raw' }],
    ['/m/a/b@x.org/T/', { kind: 'moved', to: '/m/a%2Fb@x.org/T/' }],
    ['/m/', { kind: 'moved', to: '/mail' }],
    ['/m/a%zz@x/', { kind: 'broken', text: 'a%zz@x' }],
    ['/r/a@x.org', { kind: 'moved', to: '/m/a@x.org/' }],
    ['/r/a@x.org/t.mbox.gz', { kind: 'moved', to: '/m/a@x.org/t.mbox.gz' }],
    ['/linux-mm/a@x.org/T/?x=1', { kind: 'moved', to: '/m/a@x.org/T/?x=1' }],
    ['/all/a%40x.org/raw', { kind: 'moved', to: '/m/a@x.org/raw' }],
    ['/claims/x@3', undefined],
    ['/p/a@x.org/', undefined],
    ['/linux-mm/', undefined],
    ['/', undefined],
    ['/mail', { kind: 'list', list: undefined }],
    ['/mail/', { kind: 'list', list: undefined }],
    ['/mail?list=a.b', { kind: 'moved', to: '/mail/a.b/' }],
    ['/mail/a.b', { kind: 'moved', to: '/mail/a.b/' }],
    ['/mail/a.b/?t=20210101', { kind: 'list', list: 'a.b' }],
    ['/mail/new.atom', { kind: 'list-feed', list: undefined }],
    ['/mail/a.b/new.atom', { kind: 'list-feed', list: 'a.b' }],
    ['/mail/a.b/all.mbox.gz', { kind: 'list-mbox', list: 'a.b' }],
    ['/mail/a.b/other', undefined],
    ['/mail/%zz/', undefined],
  ])('%s', (target, address) => expect(readAddress(target)).toEqual(address));

  test('every Message-ID comes back from its address, for each view', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom('', 'raw', 'mbox', 'T/', 't/', 't.atom', 't.mbox.gz'),
        (messageId, view) => {
          fc.pre(trimBrackets(messageId) === messageId && messageId !== '');
          expect(readAddress(mailPath(messageId, view))).toMatchObject({ messageId });
        },
      ),
    );
  });

  test('what the application has at its root is no list', () => {
    const app = join(import.meta.dirname, '..', '..', 'app');
    const routes = readdirSync(app, { withFileTypes: true })
      .filter((entry) => (entry.isDirectory() && /^[a-z]/.test(entry.name)) || entry.name.endsWith('.svg'))
      .map(({ name }) => name);
    expect(routes.filter((name) => !ownPlaces.has(name))).toEqual([]);
  });
});

describe('the place at which a list begins', () => {
  const read = (query: string) => readStart(new URLSearchParams(query));
  test.each([
    ['', { from: 'newest' }],
    ['t=yesterday', { from: 'newest' }],
    ['t=20211399', { from: 'newest' }],
    ['t=20211217', { from: 'older', than: { lastMs: Date.UTC(2021, 11, 17), id: undefined } }],
    ['t=20211217123001-', { from: 'newer', than: { lastMs: Date.UTC(2021, 11, 17, 12, 30, 1), id: undefined } }],
    ['t=20211217123001&after=7', { from: 'older', than: { lastMs: Date.UTC(2021, 11, 17, 12, 30, 1), id: 7 } }],
    ['t=20211217123001&after=x', { from: 'older', than: { lastMs: Date.UTC(2021, 11, 17, 12, 30, 1), id: undefined } }],
  ])('%s', (query, start) => expect(read(query)).toEqual(start));

  test('what is printed is read again', () => {
    const place = { lastMs: Date.UTC(2020, 1, 29, 23, 59, 59), id: 12 };
    expect(read(printStart('newer', place))).toEqual({ from: 'newer', than: place });
    expect(read(printStart('older', place))).toEqual({ from: 'older', than: place });
  });
});
