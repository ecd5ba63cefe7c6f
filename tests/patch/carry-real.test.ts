import { describe, expect, test } from 'vitest';
import { findShared } from '../needs.ts';
import { readVersionPairs } from './carry-corpus.ts';
import { emptyTable, measurePair, shareCarried } from './carry-measure.ts';

const folder = findShared('data/mail');

describe.skipIf(folder === undefined)('every changed line of every series that was posted again', () => {
  test('is carried where it still exists, and never to another line', { timeout: 300_000 }, async () => {
    const pairs = await readVersionPairs(folder ?? '');
    const table = emptyTable();
    for (const pair of pairs) measurePair(pair, table);
    // So that reading nothing cannot pass.
    expect(pairs.length).toBeGreaterThan(300);
    expect(table.existing).toBeGreaterThan(200_000);
    expect(table.wrong).toEqual([]);
    expect(shareCarried(table)).toBeGreaterThanOrEqual(0.99);
  });
});
