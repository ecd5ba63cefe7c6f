import { afterEach, expect, test } from 'vitest';
import { loadContent } from '#lib/content/load';
import { findThen } from '#lib/db/then';
import { listTimeline, type TimelineEntry } from '#lib/db/timeline';
import { copyContent, edit, makeMoot } from '../content/temp';

afterEach(() => {
  globalThis.mootOpened = undefined;
});

/** The small content, with releases, in a database that pages read. */
async function serveSmall(): Promise<void> {
  const moot = await makeMoot();
  globalThis.mootOpened = Promise.resolve(moot);
  const folder = copyContent();
  const releases = `releases:
  - release: '4.8'
    date: 2020-01-01
  - release: '4.9'
    date: 2020-08-30
  - release: '4.10'
    date: 2020-10-01
`;
  edit(folder, 'debate.md', 'families:', `${releases}families:`);
  const { state, issues } = await loadContent(moot, folder);
  expect(state, JSON.stringify(issues)).toBe('loaded');
}

function say(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'release':
      return `${entry.release} merges ${entry.merged.map(({ slug }) => slug).join(', ')}`;
    case 'change':
      return `${entry.change.slug} ${entry.isPosted ? 'posted' : 'committed'}`;
    case 'claim':
      return `${entry.first.person.slug} ${entry.first.attitude} ${entry.claim.slug}`;
    case 'stance':
      return `${entry.said.person.slug} ${entry.said.attitude} ${entry.about.slug}`;
    case 'mail':
      return entry.cited.map(({ messageId, author, records }) => `${messageId} ${author?.slug} ${records}`).join(', ');
  }
}

test('what happened stands day by day, each claim at its first stance, and releases only where they bring something', async () => {
  await serveSmall();
  const entries = await listTimeline();
  expect(entries.map((entry) => `${entry.day} ${entry.kind}: ${say(entry)}`)).toEqual([
    '2020-08-10 claim: ann-ek asserts count-is-enough',
    '2020-08-10 mail: a=1@example.org ann-ek 2',
    '2020-08-11 change: count posted',
    '2020-08-11 mail: patch-1@example.org bo-li 1',
    '2020-08-12 claim: ann-ek asserts order-matters',
    '2020-08-12 mail: c-3@example.org ann-ek 2',
    '2020-08-30 release: 4.9 merges count',
    '2020-09-01 stance: bo-li rejects count-is-enough',
    '2020-09-01 mail: b-2@example.org bo-li 3',
  ]);
});

test('a mail is about the topics of the claims that cite it, a stance about that of its claim', async () => {
  await serveSmall();
  const entries = await listTimeline();
  expect(entries.filter(({ topics }) => topics.includes('reuse')).map(({ day, kind }) => `${day} ${kind}`)).toEqual([
    '2020-08-10 claim',
    '2020-08-10 mail',
    '2020-08-11 change',
    '2020-08-12 claim',
    '2020-08-12 mail',
    '2020-09-01 stance',
    '2020-09-01 mail',
  ]);
});

test('on a day only what was said by then is known, and what turned a label since is named', async () => {
  await serveSmall();
  const then = await findThen('2020-08-20');
  expect(then).toMatchObject({ release: '4.8', claims: 2, allClaims: 2, counts: { before: { in: 2, out: 0 } } });
  expect(then.stances.map(({ person, counts }) => [person.slug, counts.get('asserts')])).toEqual([['ann-ek', 2]]);
  const [turned] = then.turned;
  expect(turned).toMatchObject({ slug: 'count-is-enough', before: 'in', by: '2020-09-01', release: null });
  expect(turned?.now).not.toBe('in');
  expect(turned?.said.map((said) => (said.what === 'relation' ? said.relation.from : said.stance.person))).toEqual([
    'order-matters',
    'bo-li',
  ]);
});

test('before the first word nothing is known', async () => {
  await serveSmall();
  expect(await findThen('2019-06-01')).toMatchObject({
    release: null,
    claims: 0,
    turned: [],
    stances: [],
    inForce: [],
  });
});
