import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { judgeContent } from '#lib/content/judge';
import { loadContent } from '#lib/content/load';
import { findArgument, getArgument } from '#lib/db/argument';
import { findClaimStanding } from '#lib/db/claim-standing';
import type { Moot } from '#lib/db/open';
import { getRecordText } from '#lib/db/record-text';
import { saveRecord } from '#lib/db/save-record';
import { copyContent, edit } from '../content/temp';
import { engines } from './engines';

describe.each(engines)('$name', ({ makeMoot }) => {
  const opened = globalThis as typeof globalThis & { mootOpened?: Promise<Moot> };

  /** The small content, its scenario one that A1 breaks. */
  beforeEach(async () => {
    const folder = copyContent();
    const real = readFileSync(join(import.meta.dirname, '../../content/scenarios/vmsplice-unmap.md'), 'utf8');
    const block = /```scenario\n(.*?)```/s.exec(real)?.[1] ?? '';
    edit(folder, 'scenarios/two-writers.md', 'mm two-writers\n', block.replace('mm vmsplice-unmap', 'mm two-writers'));
    const moot = await makeMoot();
    opened.mootOpened = Promise.resolve(moot);
    expect((await loadContent(moot, folder)).state).toBe('loaded');
    await judgeContent(moot);
  });

  const labelsOf = async (query: Parameters<typeof getArgument>[0]) =>
    Object.fromEntries((await getArgument(query)).labels);

  describe('getArgument', () => {
    it('labels claims by runs, stances and relations', async () => {
      const debate = await getArgument({ under: 'A1' });
      expect(Object.fromEntries(debate.labels)).toEqual({ 'count-is-enough': 'out', 'order-matters': 'in' });
      expect(debate.under).toMatchObject({ asked: 'A1' });
      expect(debate.people.get('ann-ek')).toBe('Ann Ek');
      expect(debate.why('count-is-enough')).toMatchObject({
        label: 'out',
        because: [
          { what: 'run', speaks: 'against', witness: { scenario: 'two-writers', policy: 'A1', steps: 7 } },
          { what: 'relation', speaks: 'against', relation: { from: 'order-matters' } },
        ],
      });
    });

    it('is about the newest mainline kernel where nothing is said', async () => {
      expect((await getArgument()).under?.asked).toBe('6.18');
      // The small content has no record of its policy, hence no run: what was said decides.
      expect((await getArgument()).why('count-is-enough')).toMatchObject({ because: [{ what: 'relation' }] });
    });

    it('knows what was known on a day', async () => {
      expect(await labelsOf({ under: '6.18', at: '2020-08-09' })).toEqual({});
      expect(await labelsOf({ under: '6.18', at: '2020-08-10' })).toEqual({ 'count-is-enough': 'in' });
      expect(await labelsOf({ under: '6.18', at: '2020-08-31' })).toEqual({
        'count-is-enough': 'in',
        'order-matters': 'in',
      });
      expect(await labelsOf({ under: '6.18', at: '2020-09-01' })).toEqual({
        'count-is-enough': 'out',
        'order-matters': 'in',
      });
    });

    it('has a word for what names nothing', async () => {
      expect(await findArgument({ under: 'nothing' })).toBeUndefined();
      await expect(getArgument({ under: 'nothing' })).rejects.toThrow('Cannot label under `nothing`');
    });

    it('is found again when a record changes', async () => {
      expect((await labelsOf({ under: '6.18' }))['count-is-enough']).toBe('out');
      const { text, version } = (await getRecordText('claim', 'order-matters')) ?? { text: '', version: 0 };
      const without = text.replace(/relations:\n(?: .*\n)+/, '');
      const author = 'Cy Dee <cy@example.org>';
      const saved = await saveRecord({
        kind: 'claim',
        slug: 'order-matters',
        text: without,
        version,
        author,
        note: null,
      });
      expect(saved.state).toBe('saved');
      expect((await labelsOf({ under: '6.18' }))['count-is-enough']).toBe('in');
    });
  });

  describe('findClaimStanding', () => {
    it('has the label under every mainline kernel and the policies that are asked', async () => {
      const standing = await findClaimStanding('count-is-enough', {
        under: 'A1',
        policies: ['A1'],
        withExtensions: true,
      });
      expect(standing).toMatchObject({ label: 'out', policies: [{ under: 'A1', label: 'out' }] });
      expect(standing?.kernels[0]).toEqual({ under: '5.4', label: 'out' });
      expect(standing?.extensions?.positions).toHaveLength(1);
      expect(standing?.held).toEqual(new Set());
      expect(await findClaimStanding('nothing', { policies: [], withExtensions: false })).toBeUndefined();
    });
  });
});
