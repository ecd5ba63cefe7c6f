import type { MessageId } from '#lib/mail/message-id';
import { isBot, isSamePerson, readPerson } from '#lib/patch/trailer/person';
import { NAK, readGivenKey, TAKEN, WITHDRAWS } from '#lib/patch/trailer/reply-trailer';
import { namesPerson, spellKey, type Trailer } from '#lib/patch/trailer/trailer';

/** A mailbox as a header has it. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** A patch or cover letter of a version, as gathering needs it. */
export interface GatherPart {
  readonly id: MessageId;
  readonly title: string;
  readonly isCover: boolean;
  readonly author: Sender;
  /** What stands in the patch itself. */
  readonly own: readonly Trailer[];
  /** Undefined where it is not known. */
  readonly patchId: string | undefined;
}

/** One version of a series; its parts in order. Versions are given oldest first. */
export interface GatherVersion {
  /** `v2` */
  readonly label: string;
  readonly parts: readonly GatherPart[];
}

/** A mail that gives trailers. */
export interface GivingMail {
  readonly id: MessageId;
  /** What it answers, nearest first: the first of them that is a patch is what it speaks of. */
  readonly above: readonly MessageId[];
  readonly from: Sender;
  /** Null where the mail says none. */
  readonly dateIso: string | null;
  /** As `readReplyTrailers` reads them. */
  readonly given: readonly Trailer[];
}

/** Where a trailer stands: in the patch, or in a mail that answers it, its cover letter or another version of it. */
export interface TrailerSource {
  readonly id: MessageId;
  readonly from: Sender;
  readonly dateIso: string | null;
  readonly to: 'patch' | 'series' | 'other version';
}

/** Why a trailer does not count. */
export const trailerReasons = [
  'author',
  'bot',
  'another',
  'quoted',
  'nobody',
  'other version',
  'withdrawn',
  'talk',
] as const;

export type TrailerReason = (typeof trailerReasons)[number];

/** A trailer of a patch with all that is known of it. */
export interface GatheredTrailer {
  /** As the kernel spells it. */
  readonly key: string;
  readonly value: string;
  /** Empty where it names nobody. */
  readonly name: string;
  readonly address: string;
  /** Where it was given, oldest first; empty where it stands in the patch itself. */
  readonly sources: readonly TrailerSource[];
  /** Whether it counts; if not, why: a word, and a sentence. */
  readonly excluded: { readonly reason: TrailerReason; readonly why: string } | null;
}

export interface GatherOptions {
  /** Counts what was given to an earlier version too where the patch is the same by its patch-id. */
  readonly carryOver?: boolean;
}

type Target = { readonly version: GatherVersion; readonly part: GatherPart };

/**
 * The trailers of every patch of every version: those that stand in it, then those given in replies, by date. A reply
 * speaks of the nearest patch above it; one below a cover letter speaks of every patch of that version. What was given to an
 * earlier version is shown with the patch of the same title or patch-id, and does not count: the reviewer has not seen
 * this one.
 */
export function gatherTrailers(
  versions: readonly GatherVersion[],
  mails: readonly GivingMail[],
  options: GatherOptions = {},
): ReadonlyMap<MessageId, readonly GatheredTrailer[]> {
  const targets = new Map<MessageId, Target>();
  for (const version of versions) for (const part of version.parts) targets.set(part.id, { version, part });
  const gathered = new Map<MessageId, GatheredTrailer[]>();
  for (const { part } of targets.values())
    gathered.set(
      part.id,
      part.own.map((trailer) => ownTrailer(trailer, part)),
    );
  const sorted = mails.toSorted((a, b) => compare(a.dateIso ?? '', b.dateIso ?? '') || compare(a.id, b.id));
  for (const mail of sorted) {
    const target = mail.above.map((id) => targets.get(id)).find((one) => one !== undefined);
    if (target === undefined) continue;
    const { version, part } = target;
    const spokenOf = part.isCover ? version.parts : [part];
    for (const one of spokenOf) {
      give(gathered, one, mail, part.isCover ? 'series' : 'patch', null);
      for (const other of versions.slice(versions.indexOf(version) + 1)) {
        if (one.isCover) continue;
        const same = findSame(other, one);
        if (same === undefined) continue;
        const isCounted = options.carryOver === true && same.patchId !== undefined && same.patchId === one.patchId;
        give(gathered, same, mail, 'other version', isCounted ? null : version.label);
      }
    }
  }
  return gathered;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The patch of another version that is this one: by what it changes, else by its title. */
function findSame(version: GatherVersion, part: GatherPart): GatherPart | undefined {
  const patches = version.parts.filter((one) => !one.isCover);
  const fold = (title: string) => title.toLowerCase().replace(/\s+/g, ' ');
  return (
    patches.find((one) => one.patchId !== undefined && one.patchId === part.patchId) ??
    patches.find((one) => fold(one.title) === fold(part.title))
  );
}

const judges = /^(?:reviewed|acked|tested|nacked)(?:-and-\w+)?-by$/i;
const reads = /^(?:reviewed|acked|nacked)(?:-and-\w+)?-by$/i;

function ownTrailer({ key, value }: Trailer, part: GatherPart): GatheredTrailer {
  const person = namesPerson(key) || /^cc$/i.test(key) ? readPerson(value) : undefined;
  const { name = '', address = '' } = person ?? {};
  const excluded = person === undefined ? null : findReason(spellKey(key), person, part);
  return { key: spellKey(key), value, name, address, sources: [], excluded };
}

/** Why a trailer of this person cannot count on this patch, whoever says it. */
function findReason(key: string, person: Sender, part: GatherPart): GatheredTrailer['excluded'] {
  if (judges.test(key) && !/^nacked/i.test(key) && isSamePerson(person, part.author)) {
    return { reason: 'author', why: 'The author of a patch does not count for it.' };
  }
  if (reads.test(key) && isBot(person)) {
    return { reason: 'bot', why: 'A machine tests and reports; it has reviewed nothing.' };
  }
  return null;
}

/** Adds what a mail gives to a patch. `version` is the label of the version it was given to where it does not count here. */
function give(
  gathered: ReadonlyMap<MessageId, GatheredTrailer[]>,
  part: GatherPart,
  mail: GivingMail,
  to: TrailerSource['to'],
  version: string | null,
): void {
  const list = gathered.get(part.id);
  if (list === undefined) return;
  const source: TrailerSource = { id: mail.id, from: mail.from, dateIso: mail.dateIso, to };
  for (const trailer of mail.given) {
    if (trailer.key === TAKEN) continue;
    if (trailer.key === WITHDRAWS) {
      if (version === null) takeBack(list, mail, trailer.value);
      continue;
    }
    const one = trailer.key === NAK ? nakOf(mail) : readGiven(trailer, mail, part);
    // What stands in the patch, or was given before, is quoted whenever somebody answers.
    if (one.excluded?.reason === 'quoted' && list.some((known) => isSame(known, one))) continue;
    const excluded = one.excluded ?? otherVersion(version);
    add(list, { ...one, sources: [source], excluded });
    if (excluded === null) settle(list, one, mail);
  }
}

function otherVersion(label: string | null): GatheredTrailer['excluded'] {
  return label === null
    ? null
    : { reason: 'other version', why: `Given to ${label}, which says nothing of this version.` };
}

type Given = Omit<GatheredTrailer, 'sources'>;

function nakOf({ from }: GivingMail): Given {
  const value = from.name === '' ? from.address : `${from.name} <${from.address}>`;
  return { key: 'Nacked-by', value, ...from, excluded: null };
}

function readGiven(trailer: Trailer, mail: GivingMail, part: GatherPart): Given {
  const { key, isQuoted } = readGivenKey(trailer.key);
  if (!namesPerson(key)) return { key, value: trailer.value, name: '', address: '', excluded: null };
  const person = readPerson(trailer.value) ?? { name: '', address: '', remark: '' };
  const { name } = person;
  const isSender = isSamePerson(person, mail.from);
  // A name alone is completed where it is the sender's.
  const address = person.address === '' && isSender ? mail.from.address : person.address;
  const value =
    person.address === '' && isSender
      ? `${name} <${address}>${person.remark === '' ? '' : ` ${person.remark}`}`
      : trailer.value;
  const given = { key, value, name, address };
  if (isQuoted)
    return { ...given, excluded: { reason: 'quoted', why: 'It stands in a quote, and nobody held gave it.' } };
  if (address === '') return { ...given, excluded: { reason: 'nobody', why: 'It names no address.' } };
  const why = findReason(key, { name, address }, part);
  if (why !== null) return { ...given, excluded: why };
  if (isSender || !judges.test(key)) return { ...given, excluded: null };
  const sender = mail.from.name === '' ? mail.from.address : mail.from.name;
  return { ...given, excluded: { reason: 'another', why: `Given by ${sender}, who is not the person named.` } };
}

/** One trailer given twice: the same key, and the same address or, without one, the same value. */
function isSame(a: Given, b: Given): boolean {
  if (a.key !== b.key) return false;
  if (a.address !== '' || b.address !== '') return a.address === b.address;
  return a.value.toLowerCase() === b.value.toLowerCase();
}

/** Adds a trailer, or its source to the one that says the same; one that counts replaces one that does not. */
function add(list: GatheredTrailer[], trailer: GatheredTrailer): void {
  const at = list.findIndex((known) => isSame(known, trailer));
  const known = list[at];
  if (known === undefined) {
    list.push(trailer);
    return;
  }
  const isOwn = known.sources.length === 0;
  const revived = trailer.excluded === null && known.excluded !== null;
  if (revived) list[at] = { ...trailer, sources: isOwn ? trailer.sources : [...known.sources, ...trailer.sources] };
  // What stands in the patch needs no other source; what is excluded adds none to what counts.
  else if (!isOwn && (known.excluded === null) === (trailer.excluded === null)) {
    list[at] = { ...known, sources: [...known.sources, ...trailer.sources] };
  }
}

/** A later NAK takes back what its sender gave before, and a later consent takes back the NAK. */
function settle(list: GatheredTrailer[], trailer: Given, mail: GivingMail): void {
  const isNak = /^nacked/i.test(trailer.key);
  if (!judges.test(trailer.key) || (!isNak && !reads.test(trailer.key))) return;
  for (const [i, known] of list.entries()) {
    if (known.excluded !== null || !judges.test(known.key) || /^nacked/i.test(known.key) === isNak) continue;
    if (!isSamePerson(known, trailer) || (isNak && !reads.test(known.key))) continue;
    list[i] = { ...known, excluded: { reason: 'withdrawn', why: `Its giver said ${trailer.key} ${dayOf(mail)}.` } };
  }
}

/** A sentence of the giver takes a trailer back; `key` is `tags` where it names none. */
function takeBack(list: GatheredTrailer[], mail: GivingMail, key: string): void {
  for (const [i, known] of list.entries()) {
    if (known.excluded !== null || !judges.test(known.key) || !isSamePerson(known, mail.from)) continue;
    if (key !== 'tags' && known.key !== key) continue;
    list[i] = {
      ...known,
      sources: [...known.sources, { id: mail.id, from: mail.from, dateIso: mail.dateIso, to: 'patch' }],
      excluded: { reason: 'withdrawn', why: `Its giver took it back ${dayOf(mail)}.` },
    };
  }
}

function dayOf({ dateIso }: GivingMail): string {
  return dateIso === null ? 'later' : `on ${dateIso.slice(0, 10)}`;
}

/** How many people gave what counts. */
export interface TrailerCounts {
  readonly reviewed: number;
  readonly acked: number;
  readonly tested: number;
  readonly nacked: number;
}

/** Counts people, each once for each kind, over the patches given: of one patch, or of a version. */
export function countTrailers(trailers: readonly GatheredTrailer[]): TrailerCounts {
  const people = (word: string) =>
    new Set(
      trailers
        .filter(
          ({ key, excluded }) => excluded === null && namesPerson(key) && key.toLowerCase().split('-').includes(word),
        )
        .map(({ name, address }) => address || name.toLowerCase()),
    ).size;
  return { reviewed: people('reviewed'), acked: people('acked'), tested: people('tested'), nacked: people('nacked') };
}
