import { expect, test } from 'vitest';
import { readVisit, sameVisitMs, visitOf } from '../../app/_archive/visit.ts';

const day = 24 * 60 * 60_000;

test('the first look has no visit before it, also when it is looked at again', () => {
  const first = visitOf(null, 7, day);
  expect(first).toEqual({ since: undefined, now: { newest: 7, at: day, before: null } });
  expect(visitOf(first.now, 9, day + 60_000)).toEqual({
    since: undefined,
    now: { newest: 9, at: day + 60_000, before: null },
  });
});

test('a later visit has the one before, and keeps it while it lasts', () => {
  const { now } = visitOf(null, 7, day);
  const second = visitOf(now, 9, 2 * day);
  expect(second.since?.newest).toBe(7);
  const again = visitOf(second.now, 10, 2 * day + sameVisitMs);
  expect(again.since?.newest).toBe(7);
  expect(visitOf(again.now, 10, 4 * day).since?.newest).toBe(10);
});

test('a clock that was put back is another visit', () => {
  expect(visitOf({ newest: 7, at: 3 * day, before: null }, 9, day).since?.newest).toBe(7);
});

test('what was kept is read again, and nothing else is', () => {
  const kept = visitOf(visitOf(null, 7, day).now, 9, 2 * day).now;
  expect(readVisit(JSON.stringify(kept))).toEqual(kept);
  for (const text of [null, '', 'x', '7', 'null', '{}', '{"newest":"7","at":1}']) expect(readVisit(text)).toBeNull();
});
