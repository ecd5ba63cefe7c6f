import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeStates } from '#lib/argument/record/change';
import { claimKinds } from '#lib/argument/record/claim';
import { fileOf, type RecordKind, records } from '#lib/argument/records';
import { printRecord, readRecord } from '#lib/markdown/record-file';

/** How large a generated debate is. */
export interface DebateSize {
  readonly claims: number;
  /** Relations that leave a claim, on the average. */
  readonly relationsPerClaim: number;
  readonly people: number;
  readonly changes: number;
}

/** The size at which pages are measured. */
export const large: DebateSize = { claims: 5000, relationsPerClaim: 5, people: 60, changes: 400 };

/** Scenarios of content/ that the claims share: few and small ones, so that judging them takes no time. */
const scenarios = ['fork-and-store', 'vmsplice-unmap-in-order', 'pin-after-child-exit-in-order', 'direct-io-and-fork'];

/** About as often as in the first debate. */
const relationKinds = ['supports', 'supports', 'supports', 'rebuts', 'rebuts', 'undercuts', 'concedes', 'refines'];

const laterAttitudes = ['accepts', 'rejects', 'rejects', 'concedes', 'lukewarm', 'withdraws'];

const states = ['is mapped once', 'was forked', 'is pinned', 'went to swap', 'is shared', 'was copied', 'is alone'];

const releases = ['5.9', '5.11', '5.12', '5.16', '5.18', '5.19', '6.0', '6.2'];

/**
 * Writes a debate of that size into `folder`, laid out like content/, to be loaded: claims over two and a half years with
 * stances, relations and tests, changes and people, and the policies and some scenarios of the first debate. The same
 * size gives the same files. The claims are `claim-0`, `claim-1` and so on.
 */
export function writeDebate(folder: string, size: DebateSize = large): void {
  const folders = ['claims', 'people', 'patches', 'policies', 'scenarios'];
  for (const name of folders) mkdirSync(join(folder, name), { recursive: true });
  for (const slug of scenarios)
    cpSync(join('content', fileOf('scenario', slug)), join(folder, fileOf('scenario', slug)));
  // Without their text, which leads to scenarios that are not here.
  for (const name of readdirSync(join('content', 'policies'))) {
    const policy = readRecord(
      'policy',
      name.slice(0, -3),
      readFileSync(join('content', 'policies', name), 'utf8'),
    ).record;
    if (policy !== undefined) write(folder, 'policy', policy.front);
  }
  const debate = readRecord('debate', undefined, readFileSync(join('content', 'debate.md'), 'utf8')).record;
  const { topics = [], families = [], releases = [] } = debate?.front ?? {};
  const featured = [0, 1, 2].map((index) => ({ claim: `claim-${index}`, scenario: 'fork-and-store', policy: 'A1' }));
  write(folder, 'debate', { id: 'generated', title: 'A generated debate', topics, featured, families, releases });

  const random = makeRandom(20211218);
  for (let index = 0; index < size.people; index += 1) {
    write(folder, 'person', { id: `person-${index}`, title: `Writer ${index}`, addresses: [`w${index}@example.org`] });
  }
  for (let index = 0; index < size.changes; index += 1) write(folder, 'change', makeChange(index, size, random));
  for (let index = 0; index < size.claims; index += 1) {
    const topic = topics[index % topics.length]?.id;
    write(folder, 'claim', { ...makeClaim(index, size, random), topic });
  }
}

/** Writes a record; what the fields leave out is as the schema has it. */
function write(
  folder: string,
  kind: RecordKind,
  fields: { readonly id: string; readonly [field: string]: unknown },
): void {
  const front = records[kind].schema.parse(fields);
  writeFileSync(join(folder, fileOf(kind, fields.id)), printRecord({ kind, slug: fields.id, front, body: '' }));
}

function makeChange(index: number, size: DebateSize, random: () => number) {
  const state = pick(changeStates, random);
  return {
    id: `change-${index}`,
    title: `Change ${index} of how a page is shared`,
    author: pickPerson(size, random),
    date: dayOf(index / size.changes),
    state,
    ...(state === 'merged' ? { release: pick(releases, random) } : {}),
    message: `change-${index}@example.org`,
  };
}

function makeClaim(index: number, size: DebateSize, random: () => number) {
  const kind = random() < 0.6 ? 'factual' : pick(claimKinds, random);
  const isTested = kind === 'factual' && random() < 0.4;
  const stance = (attitude: string, later: number) => ({
    person: pickPerson(size, random),
    attitude,
    message: `claim-${index}-${later}@example.org`,
    date: dayOf((index + 3 * later) / size.claims),
    note: 'Says so in the mail.',
  });
  const count = Math.floor(random() * (2 * size.relationsPerClaim + 1));
  return {
    id: `claim-${index}`,
    title: `Claim ${index}: a page that ${pick(states, random)} shows nobody what was stored when it ${pick(states, random)}`,
    kind,
    why: 'It was generated to be measured.',
    order: index,
    ...(isTested
      ? { scenarios: [{ scenario: pick(scenarios, random), property: 'missed-cow' }] }
      : { noScenario: 'Nothing of it can be run.' }),
    stances: [
      stance('asserts', 0),
      ...Array.from({ length: Math.floor(random() * 3) }, (_, at) => stance(pick(laterAttitudes, random), at + 1)),
    ],
    relations: index === 0 ? [] : makeRelations(index, count, size, random),
  };
}

/** Most arguments are about what was said shortly before. */
function makeRelations(index: number, count: number, size: DebateSize, random: () => number) {
  const targets = new Set(Array.from({ length: count }, () => Math.floor(index * (1 - random() ** 3 * 0.2))));
  return [...targets]
    .filter((target) => target < index)
    .map((target) => ({
      kind: pick(relationKinds, random),
      claim: `claim-${target}`,
      person: pickPerson(size, random),
      message: `claim-${index}-0@example.org`,
      date: dayOf(index / size.claims),
      note: 'Says how the one bears on the other.',
    }));
}

/** Few people write most. */
function pickPerson(size: DebateSize, random: () => number): string {
  return `person-${Math.floor(random() ** 2 * size.people)}`;
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)]!;
}

/** The day at that share of the time from May 2020 to November 2022. */
function dayOf(share: number): string {
  const from = Date.UTC(2020, 4, 28);
  const to = Date.UTC(2022, 10, 16);
  return new Date(from + Math.min(share, 1) * (to - from)).toISOString().slice(0, 10);
}

/** Numbers from 0 to 1, the same every time (mulberry32). */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
