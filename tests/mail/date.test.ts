import { describe, expect, test } from 'vitest';
import { parseDate, readDate } from '#lib/mail/date';

const iso = (text: string) => {
  const ms = parseDate(text);
  return ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 19);
};

describe('dates as mails write them', () => {
  test.each([
    ['Fri, 17 Dec 2021 12:30:38 +0100', '2021-12-17T11:30:38'],
    ['17 Dec 2021 12:30 -0800', '2021-12-17T20:30:00'],
    ['Fri, 17-Dec-21 12:30:38 EST', '2021-12-17T17:30:38'],
    ['Fri, 17 Dec 99 12:30:38 GMT', '1999-12-17T12:30:38'],
    ['Mon Aug 10 16:52:12 2020', '2020-08-10T16:52:12'],
    ['Mon Aug 10 2020 - 16:52:12 EST', '2020-08-10T21:52:12'],
    ['Fri, 1 Jan 2021 10:00:00 +1700', '2021-01-01T10:00:00'],
    ['Fri, 1 Jan 2021 10:00:00 +1400', '2020-12-31T20:00:00'],
    ['2021-01-01T10:00:00Z', '2021-01-01T10:00:00'],
    ['2021-01-01 10:00:00.123+02:00', '2021-01-01T08:00:00'],
    ['Fri, 1 Jan 2021 10:00:00 (nowhere)', '2021-01-01T10:00:00'],
  ])('%s', (text, expected) => expect(iso(text)).toBe(expected));

  test.each(['', 'yesterday', '99 Dec 2021 12:30:38', '1 Foo 2021 10:00:00'])('"%s" is none', (text) =>
    expect(parseDate(text)).toBeUndefined(),
  );
});

describe('the date to sort by', () => {
  const received = ['from a by b; Sat, 02 Jan 2021 10:00:00 +0000', 'from c by a; Fri, 01 Jan 2021 10:00:00 +0000'];
  const at = (date: string | undefined, lines: readonly string[] = received, latest?: number) => {
    const found = readDate(date, lines, latest);
    return [found.ms === undefined ? undefined : new Date(found.ms).toISOString().slice(0, 10), found.from];
  };

  test('what can be true is believed', () =>
    expect(at('Thu, 31 Dec 2020 10:00:00 +0000')).toEqual(['2020-12-31', 'date']));
  test('the far future and 1970 are not', () => {
    expect(at('Fri, 01 Jan 2077 10:00:00 +0000')).toEqual(['2021-01-02', 'received']);
    expect(at('Thu, 01 Jan 1970 00:00:00 +0000')).toEqual(['2021-01-02', 'received']);
    expect(at('Fri, 01 Jan 2077 10:00:00 +0000', [], Date.UTC(2026, 0))).toEqual([undefined, 'none']);
  });
  test('garbage and none', () => {
    expect(at('once upon a time')).toEqual(['2021-01-02', 'received']);
    expect(at(undefined)).toEqual(['2021-01-02', 'received']);
    expect(at(undefined, [])).toEqual([undefined, 'none']);
  });
  test('what was written is kept', () => expect(readDate('junk', []).asWritten).toBe('junk'));
});
