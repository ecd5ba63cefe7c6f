import type { ClaimFront, ClaimKind } from '#lib/argument/record/claim';
import type { StanceField } from '#lib/argument/record/fields';
import type { Attitude } from '#lib/argument/stance';
import type { Author } from '#lib/db/archive-types';
import { getMoot } from '#lib/db/open';
import type { CheckedWords } from '#lib/db/quote-check';
import { saveQuoted } from '#lib/db/quote-save';
import { findRevision, getRecordText } from '#lib/db/record-text';
import type { PersonRef, SaveRequest, SaveResult } from '#lib/db/record-types';
import { printRecord, readRecord } from '#lib/markdown/record-file';

/** The person to whom an address leads; undefined where nobody has it. */
export async function findPersonOf({ address }: Author): Promise<PersonRef | undefined> {
  if (address === '') return undefined;
  const { prisma } = await getMoot();
  const row = await prisma.address.findUnique({
    where: { address },
    select: { person: { select: { name: true, record: { select: { slug: true } } } } },
  });
  return row === null ? undefined : { slug: row.person.record.slug, name: row.person.name };
}

/** A name for the record of a writer: the one asked for, with a number where it is somebody else's. */
export async function freePersonSlug(wanted: string, { address }: Author): Promise<string> {
  const { prisma } = await getMoot();
  const rows = await prisma.person.findMany({
    where: { record: { slug: { startsWith: wanted } } },
    select: { record: { select: { slug: true } }, addresses: true },
  });
  const others = new Map(rows.map(({ record, addresses }) => [record.slug, addresses]));
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    const addresses = others.get(slug);
    if (addresses === undefined || addresses.some((other) => other.address === address)) return slug;
  }
}

/** Who said the words: somebody known, or the writer of the mail, of whom a record is made with the save. */
export type Speaker =
  | { readonly kind: 'known'; readonly slug: string }
  | { readonly kind: 'new'; readonly slug: string; readonly writer: Author };

/** What somebody says of a claim in the words that were pointed at. `note` is in our own words. */
export interface SaidStance {
  readonly speaker: Speaker;
  readonly attitude: Attitude;
  readonly note: string;
  /** ISO 8601 without time. */
  readonly date: string;
}

/** A claim in our own words. */
export interface StatedClaim {
  readonly slug: string;
  readonly title: string;
  readonly kind: ClaimKind;
  /** Why it is of that kind. */
  readonly why: string;
  readonly topic: string;
  readonly noScenario: string;
  /** Markdown. */
  readonly body: string;
}

/** Who saves, and why in a few words. */
export interface Signed {
  readonly author: string;
  readonly note: string | null;
}

/** Makes a claim of words in a mail, with the stance of who said them. */
export async function saveClaimOfWords(
  claim: StatedClaim,
  said: SaidStance,
  words: CheckedWords,
  signed: Signed,
): Promise<SaveResult> {
  const { slug, body, title, kind, why, topic, noScenario } = claim;
  const { prisma } = await getMoot();
  const last = await prisma.claim.aggregate({
    where: { topic, record: { slug: { not: slug } } },
    _max: { position: true },
  });
  const front: ClaimFront = {
    ...{ id: slug, title, kind, why, topic },
    order: (last._max.position ?? 0) + 1,
    scenarios: [],
    noScenario,
    judges: [],
    stances: [stanceOf(said, words)],
    expects: [],
    relations: [],
    changes: [],
  };
  const text = printRecord({ kind: 'claim', slug, front, body: `\n${body.trim()}\n` });
  return saveQuoted([...speakers(said, signed), { kind: 'claim', slug, text, version: 0, ...signed }], words);
}

/**
 * Adds a stance to a claim, with the words that it is taken from. `seen` is the version of the claim that its statement was
 * read in: where somebody changed the statement since, that is a conflict; other changes stay, and the stance goes to them.
 */
export async function saveStanceOfWords(
  claim: { readonly slug: string; readonly seen: number },
  said: SaidStance,
  words: CheckedWords,
  signed: Signed,
): Promise<SaveResult> {
  const { slug } = claim;
  for (let attempt = 1; ; attempt++) {
    const current = await getRecordText('claim', slug);
    if (current === undefined) return { state: 'conflict', current: { text: '', version: 0 } };
    const read = readRecord('claim', slug, current.text).record;
    if (read === undefined) throw new Error(`Cannot add a stance to the claim ${slug}: its text does not read`);
    if (current.version !== claim.seen && !(await isSameStatement(slug, claim.seen, read))) {
      return { state: 'conflict', current };
    }
    const stance = stanceOf(said, words);
    if (read.front.stances.some((other) => isSameStance(other, stance))) {
      return { state: 'saved', slug, version: current.version };
    }
    const text = printRecord({ ...read, front: { ...read.front, stances: [...read.front.stances, stance] } });
    const request: SaveRequest = { kind: 'claim', slug, text, version: current.version, ...signed };
    const saved = await saveQuoted([...speakers(said, signed), request], words);
    if (saved.state !== 'conflict' || attempt === 5) return saved;
  }
}

async function isSameStatement(
  slug: string,
  seen: number,
  now: { readonly front: ClaimFront; readonly body: string },
): Promise<boolean> {
  const revision = await findRevision('claim', slug, seen);
  const then = revision === undefined ? undefined : readRecord('claim', slug, revision.after).record;
  return then !== undefined && then.front.title === now.front.title && then.body === now.body;
}

function isSameStance(a: StanceField, b: StanceField): boolean {
  return (['person', 'attitude', 'message', 'date', 'paragraph', 'hash', 'note'] as const).every(
    (key) => a[key] === b[key],
  );
}

function stanceOf({ speaker, attitude, note, date }: SaidStance, { anchor }: CheckedWords): StanceField {
  const { messageId: message, paragraph, hash } = anchor;
  return { person: speaker.slug, attitude, message, date, paragraph, hash, note };
}

/** The record of a speaker who has none yet. */
function speakers({ speaker }: SaidStance, signed: Signed): SaveRequest[] {
  if (speaker.kind === 'known') return [];
  const { slug, writer } = speaker;
  const addresses = writer.address === '' ? [] : [writer.address];
  const title = writer.name === '' ? writer.address : writer.name;
  const text = printRecord({ kind: 'person', slug, front: { id: slug, title, addresses }, body: '' });
  return [{ kind: 'person', slug, text, version: 0, ...signed }];
}
