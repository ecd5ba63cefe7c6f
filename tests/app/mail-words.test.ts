import { describe, expect, test } from 'vitest';
import { namesOfHeader } from '../../app/_archive/people.ts';
import { writtenTime } from '../../app/_components/dates.ts';
import { findArchivedId } from '../../app/_components/mail-address.ts';
import { flagSentences } from '../../app/_components/mail-flags.ts';
import { limitBlocks } from '../../app/_components/mail-limit.ts';
import { isoInZone, zoneMinutes } from '../../lib/mail/zone.ts';

describe('dates', () => {
  test('are shown as the writer saw them', () => {
    expect(writtenTime('2021-09-23T20:56:33-07:00')).toBe('Thu, 23 September 2021, 20:56 −0700');
    expect(writtenTime('2021-09-24T03:56:33Z')).toBe('Fri, 24 September 2021, 03:56 +0000');
  });

  test('keep the moment and carry the zone of the writer', () => {
    const iso = isoInZone(Date.UTC(2021, 8, 24, 3, 56, 33), zoneMinutes('Thu, 23 Sep 2021 20:56:33 -0700 (PDT)'));
    expect(iso).toBe('2021-09-23T20:56:33-07:00');
    expect(Date.parse(iso)).toBe(Date.UTC(2021, 8, 24, 3, 56, 33));
    expect(isoInZone(0, zoneMinutes('Thu, 1 Jan 1970 05:30:00 +0530'))).toBe('1970-01-01T05:30:00+05:30');
  });

  test('a zone beyond 14 hours is no zone', () => {
    expect(zoneMinutes('Thu, 23 Sep 2021 20:56:33 +1700')).toBe(0);
  });
});

test('a flag without a sentence is named, not hidden', () => {
  expect(flagSentences(['bad-date', 'new-thing'])).toEqual([
    'The date written in the mail is not believable; the day is that of the last Received line.',
    'Flagged by the importer: new thing.',
  ]);
});

test('a long mail is cut at the end of a line, and what is left out is counted', () => {
  const blocks = [
    { kind: 'text', start: 0, text: 'abcd\nefgh\nijkl' } as const,
    { kind: 'diff', start: 15, text: 'mnop' } as const,
  ];
  expect(limitBlocks(blocks, 11)).toEqual({ blocks: [{ kind: 'text', start: 0, text: 'abcd\nefgh' }], left: 9 });
  expect(limitBlocks(blocks, 100)).toEqual({ blocks, left: 0 });
});

test('commas in quotes part nobody', () => {
  expect(namesOfHeader('"Ek, Ann" <ann@x>, bo@x, Cy <cy@x>')).toEqual(['Ek, Ann', 'bo@x', 'Cy']);
});

test.each([
  ['https://lore.kernel.org/lkml/alpine.LSU.2.11@eggly.anvils/', 'alpine.LSU.2.11@eggly.anvils'],
  ['https://lore.kernel.org/r/a%2Fb@x', 'a/b@x'],
  ['https://lkml.kernel.org/r/a@x', 'a@x'],
  ['https://lore.kernel.org/all/a@x/T/#u', 'a@x'],
  ['https://example.org/lkml/a@x/', undefined],
  ['https://lore.kernel.org/lkml/', undefined],
])('%s is the archived mail %s', (url, id) => {
  expect(findArchivedId(url)).toBe(id);
});
