import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countMonths, cutIntoPages, groupByMonth } from '../../app/timeline/months';

const days = fc
  .array(fc.date({ min: new Date('2015-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }), { maxLength: 200 })
  .map((dates) => dates.map((date) => ({ day: date.toISOString().slice(0, 10) })))
  .map((entries) => entries.toSorted((one, other) => (one.day < other.day ? -1 : 1)));

test('months and their gaps span the whole time, each entry once', () => {
  fc.assert(
    fc.property(days, (entries) => {
      const months = groupByMonth(entries);
      expect(months.flatMap((month) => month.entries)).toEqual(entries);
      const [first, last] = [months[0], months.at(-1)];
      if (first === undefined || last === undefined) return;
      const spanned = months.reduce((sum, { gap }) => sum + gap + 1, 0);
      expect(spanned).toBe(countMonths(first.month, last.month) + 1);
      for (const { gap } of months) expect(gap).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('pages hold every entry once, in order, and no day stands on two', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 40 }), (entries, least) => {
      const pages = cutIntoPages(entries, least);
      expect(pages.flat()).toEqual(entries);
      expect(pages.length).toBeGreaterThan(0);
      for (const page of pages.slice(0, -1)) expect(page.length).toBeGreaterThanOrEqual(least);
      pages.slice(1).forEach((page, index) => {
        expect(page[0]?.day).not.toBe(pages[index]?.at(-1)?.day);
      });
    }),
  );
});

test('a year turns between December and January', () => {
  expect(countMonths('2021-12', '2022-01')).toBe(1);
  const months = groupByMonth([{ day: '2021-12-31' }, { day: '2022-06-01' }]);
  expect(months.map(({ month, gap }) => `${month} ${gap}`)).toEqual(['2021-12 0', '2022-06 5']);
});
