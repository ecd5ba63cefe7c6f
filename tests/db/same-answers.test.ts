import { afterEach, describe, expect, test } from 'vitest';
import { judgeContent } from '#lib/content/judge';
import { loadContent } from '#lib/content/load';
import { getArgument } from '#lib/db/argument';
import { findChange, listChanges } from '#lib/db/changes';
import { listIndexedClaims } from '#lib/db/claim-index';
import { findClaim, listClaims } from '#lib/db/claims';
import { findDebate } from '#lib/db/debate';
import { listDisagreements } from '#lib/db/disagreements';
import { listKernels } from '#lib/db/kernels';
import { listMatrices } from '#lib/db/matrix';
import { listObjections } from '#lib/db/objections';
import type { Moot } from '#lib/db/open';
import { findPerson, listPeople } from '#lib/db/people';
import { findPolicy, listPolicies } from '#lib/db/policies';
import { listScenarioItems } from '#lib/db/scenario-list';
import { findScenario, listScenarios } from '#lib/db/scenarios';
import { listTerms } from '#lib/db/terms';
import { listTimeline } from '#lib/db/timeline';
import { getTermIndex } from '#lib/db/tooltips';
import { copyContent } from '../content/temp';
import { engines } from './engines';

/*
 * What pages show is the same on every engine, also where rows lie in another order than they were written in: an order
 * that nobody asked for is one that an engine chose.
 */

afterEach(() => {
  globalThis.mootOpened = undefined;
});

const lists: Readonly<Record<string, () => Promise<unknown>>> = {
  listClaims,
  listIndexedClaims,
  listChanges,
  listPeople,
  listPolicies,
  listScenarios,
  listScenarioItems,
  listTerms,
  listKernels,
  listMatrices,
  listObjections,
  listDisagreements,
  listTimeline,
  findDebate,
  getArgument,
  getTermIndex,
};

const pages: Readonly<Record<string, (slug: string) => Promise<unknown>>> = {
  claim: findClaim,
  change: findChange,
  person: findPerson,
  policy: findPolicy,
  scenario: findScenario,
};

/** Everything that pages are made of, as text: without clocks, and without the order of what has none. */
async function readAll(moot: Moot): Promise<Readonly<Record<string, string>>> {
  globalThis.mootOpened = Promise.resolve(moot);
  const all: Record<string, string> = {};
  for (const [name, list] of Object.entries(lists)) all[name] = print(await list());
  const records = await moot.prisma.record.findMany({ orderBy: [{ kind: 'asc' }, { slug: 'asc' }] });
  for (const [i, { kind, slug }] of records.entries()) {
    const find = pages[kind];
    // Of a large debate every fourth page, for time.
    if (find !== undefined && (records.length < 100 || i % 4 === 0)) all[`${kind}/${slug}`] = print(await find(slug));
  }
  return all;
}

const clocks = ['at', 'createdAt', 'updatedAt'];

function print(value: unknown): string {
  return JSON.stringify(
    value,
    (key, inner) => {
      if (clocks.includes(key)) return undefined;
      if (inner instanceof Set) return [...inner].toSorted();
      if (inner instanceof Map)
        return Object.fromEntries([...inner].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
      const isPlain = typeof inner === 'object' && inner !== null && Object.getPrototypeOf(inner) === Object.prototype;
      return isPlain ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner;
    },
    1,
  );
}

/** Lays the rows of every table in another order, the same at every run. */
async function shuffle({ pool }: Moot): Promise<void> {
  await pool?.query(`DO $$ DECLARE t record; r record; BEGIN
    FOR t IN SELECT c.oid::regclass AS name, a.attname AS key FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum = 1 LOOP
      FOR r IN EXECUTE format('SELECT ctid AS place FROM %s ORDER BY md5(ctid::text)', t.name) LOOP
        EXECUTE format('UPDATE %s SET %I = %2$I WHERE ctid = $1', t.name, t.key) USING r.place;
      END LOOP;
    END LOOP; END $$`);
}

const [sqlite, ...others] = engines;

async function readLoaded(make: () => Promise<Moot>, content: string, judge: (moot: Moot) => Promise<unknown>) {
  const moot = await make();
  expect((await loadContent(moot, content)).state).toBe('loaded');
  await judge(moot);
  await shuffle(moot);
  return readAll(moot);
}

describe.each(others)('$name', ({ name, makeMoot }) => {
  test('shows of a small debate what SQLite shows', async () => {
    const content = copyContent();
    const expected = await readLoaded(sqlite!.makeMoot, content, judgeContent);
    expect(Object.keys(expected).length).toBeGreaterThan(Object.keys(lists).length);
    expect(await readLoaded(makeMoot, content, judgeContent)).toEqual(expected);
  }, 180_000);

  // Judging it takes a minute, and is no matter of engines.
  test.runIf(name === 'PostgreSQL')(
    'shows of this debate what SQLite shows',
    async () => {
      const unjudged = async () => undefined;
      const expected = await readLoaded(sqlite!.makeMoot, 'content', unjudged);
      expect(await readLoaded(makeMoot, 'content', unjudged)).toEqual(expected);
    },
    240_000,
  );
});
