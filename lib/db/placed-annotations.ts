import type { AnnotationStanding } from '#lib/argument/annotation-standing';
import { listAnnotations, listAnnotationsOn } from '#lib/db/annotation';
import { judgeAnnotations } from '#lib/db/annotation-verdicts';
import { hasMessage } from '#lib/db/find-version';
import type { PrismaClient } from '#lib/db/generated/client';
import { listMailRemarks } from '#lib/db/mail-remarks';
import { getMoot } from '#lib/db/open';
import type { AnnotationView } from '#lib/db/record-types';
import { findLineage, type LineageView, type SeriesVersion } from '#lib/db/series';
import { openVersions } from '#lib/db/version-diffs';
import type { Placement } from '#lib/patch/carry/carry';
import { type Chain, openChain } from '#lib/patch/carry/carry-chain';
import { placeByHand } from '#lib/patch/carry/placed-by-hand';

/** An annotation with where it belongs in the version that is read. */
export interface PlacedAnnotation {
  readonly note: AnnotationView;
  /** For a file, a patch or a series `line` and `end` are 0, for the latter two the path is ''. */
  readonly placement: Placement;
  /** The message that it was made on, and the version that it belongs to: `v1`. */
  readonly madeOn: { readonly messageId: string; readonly label: string };
  /** `Name <address>` of who said by hand where it belongs; null where it was carried. */
  readonly correctedBy: string | null;
  /** Of an objection; null for the other kinds. */
  readonly state: AnnotationStanding | null;
}

/** The same with the message of the version on whose page it is shown. */
export interface HousedAnnotation extends PlacedAnnotation {
  /** For an orphan the patch that its own became, else the head of the version. */
  readonly home: string;
  /** Whether the patch that it was made on became one of this version. */
  readonly hasPatch: boolean;
}

/**
 * Every annotation that belongs on the page of a patch or cover letter: made on it, or carried to it from another version,
 * and those whose lines are gone from what its patch became; remarks that replies on the list make are among them. An answer
 * stands where its annotation does. What was made on a newer version and has no place in this one is left out: it is not lost.
 */
export async function listPlaced(messageId: string): Promise<readonly PlacedAnnotation[]> {
  const { prisma } = await getMoot();
  const lineage = await findLineage(messageId);
  if (lineage === undefined) {
    const notes = await listAnnotations(messageId);
    return notes.map((note) => ({
      ...{ note, placement: placeOwn(note), madeOn: { messageId, label: '' }, correctedBy: null },
      state: null,
    }));
  }
  const at = lineage.versions.findIndex((version) => hasMessage(version, messageId));
  const all = await placeInVersion(prisma, lineage, at, messageId);
  return all.filter(({ home }) => home === messageId);
}

/** Every annotation of a series as it belongs in one version of it, by place in the list of versions. */
export async function listHoused(lineage: LineageView, at: number): Promise<readonly HousedAnnotation[]> {
  const { prisma } = await getMoot();
  return placeInVersion(prisma, lineage, at, null);
}

/** Every annotation of a series as it belongs in the version that a message is of; none where it is of no series. */
export async function listHousedWith(messageId: string): Promise<readonly HousedAnnotation[]> {
  const lineage = await findLineage(messageId);
  const at = lineage?.versions.findIndex((version) => hasMessage(version, messageId)) ?? -1;
  return lineage === undefined || at < 0 ? [] : listHoused(lineage, at);
}

/** @param only the patch that is asked about; null for all of the version */
async function placeInVersion(
  prisma: PrismaClient,
  { versions }: LineageView,
  at: number,
  only: string | null,
): Promise<readonly HousedAnnotation[]> {
  const notes = await listNotes(prisma, versions, at, only);
  const madeAt = (note: AnnotationView) => versions.findIndex((version) => hasMessage(version, note.messageId));
  // Carrying reads diffs: not where everything was made here.
  const isCarried = notes.some((note) => madeAt(note) !== at || note.carried.length > 0);
  const chain = isCarried ? await openVersions(prisma, versions) : openChain([]);
  const states = await judgeAnnotations(prisma, versions, notes, (from, to, patch) =>
    isCarried ? chain.partnerOf(from, to, patch) : undefined,
  );
  const placed = notes.flatMap((note): HousedAnnotation[] => {
    const from = madeAt(note);
    const [made, here] = [versions[from], versions[at]];
    if (made === undefined || here === undefined) return [];
    const { placement, correctedBy } = placeNote(chain, versions, from, at, note);
    const partner = from === at ? note.messageId : partnerIn(chain, versions, from, at, note);
    if (placement.state === 'orphaned' && from > at && correctedBy === null) return [];
    const home = placement.state === 'orphaned' ? (partner ?? here.headMessageId) : placement.patch;
    const madeOn = { messageId: note.messageId, label: made.label };
    const state = states.get(note.slug) ?? null;
    return [{ note, placement, madeOn, correctedBy, state, home, hasPatch: partner !== undefined }];
  });
  return housedWithHeads(placed);
}

/** Annotations of every version, and what replies say of a patch; of the version that is read only those of the patch asked. */
async function listNotes(
  prisma: PrismaClient,
  versions: readonly SeriesVersion[],
  at: number,
  only: string | null,
): Promise<readonly AnnotationView[]> {
  const ids = versions.flatMap(({ parts }) => parts.map(({ messageId }) => messageId));
  const asked = versions.flatMap(({ parts }, index) =>
    parts.map(({ messageId }) => messageId).filter((id) => index !== at || only === null || id === only),
  );
  const [own, answered] = await Promise.all([listAnnotationsOn(prisma, ids), findAnswered(prisma, asked)]);
  const remarks = await Promise.all(answered.map(listMailRemarks));
  // A remark that somebody took over has a record of its own, which may have been edited since.
  const slugs = new Set(own.map(({ slug }) => slug));
  return [...own, ...remarks.flat().filter(({ slug }) => !slugs.has(slug))];
}

/** Those of the messages that have a reply which is no patch of a series. */
async function findAnswered(prisma: PrismaClient, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await prisma.message.findMany({
    where: { parent: { text: { in: [...ids] } }, OR: [{ patch: null }, { patch: { isProposal: true } }] },
    select: { parent: { select: { text: true } } },
    distinct: ['parentId'],
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ parent }) => parent?.text ?? []);
}

/** What a person says of this version counts; else it is carried from where one said last on the way, else from where it was made. */
function placeNote(
  chain: Chain,
  versions: readonly SeriesVersion[],
  from: number,
  at: number,
  note: AnnotationView,
): { readonly placement: Placement; readonly correctedBy: string | null } {
  const by = from <= at ? -1 : 1;
  for (let step = at; ; step += by) {
    const version = versions[step];
    const said = note.carried.findLast(({ message }) => version !== undefined && hasMessage(version, message));
    if (said !== undefined && version !== undefined) {
      const { author, message } = said;
      const name = author.replace(/\s*<[^<>]*>\s*$/, '');
      if (said.state === 'gone') {
        const why = `${name} says that it belongs nowhere in ${version.label}.`;
        return {
          placement: { state: 'orphaned', why, candidates: [] },
          correctedBy: step === at ? author : null,
        };
      }
      const { path = '', side = 'new', line = 0, end = line } = said;
      const files = chain.filesOf(step, message);
      const placed = placeByHand(files, { patch: message, path, side, line, end }, note.words, name);
      if (step === at) return { placement: placed, correctedBy: author };
      if (placed.state !== 'orphaned') {
        const words = { ...note.words, lines: placed.lines };
        const anchor = { patch: message, path, side, line, end, words: chain.wordsOf(step, placed) ?? words };
        const placement = chain.carry(step, at, anchor);
        return {
          placement: { ...placement, why: `${placement.why} ${name} put it there in ${version.label}.`.trim() },
          correctedBy: null,
        };
      }
    }
    if (step === from) break;
  }
  if (from === at) return { placement: placeOwn(note), correctedBy: null };
  return { placement: carryNote(chain, versions, from, at, note), correctedBy: null };
}

function carryNote(
  chain: Chain,
  versions: readonly SeriesVersion[],
  from: number,
  at: number,
  note: AnnotationView,
): Placement {
  const { messageId: patch, on, path, side, line, end, words } = note;
  if (on === 'line' || on === 'range') return chain.carry(from, at, { patch, path, side, line, end, words });
  if (on === 'file') return chain.carryFile(from, at, patch, path);
  const partner = on === 'series' ? versions[at]?.headMessageId : partnerIn(chain, versions, from, at, note);
  if (partner === undefined) {
    return { state: 'orphaned', why: 'No patch of this version became of its own.', candidates: [] };
  }
  return { state: 'exact', why: '', patch: partner, path: '', side: 'new', line: 0, end: 0, lines: [] };
}

/** The patch that an annotation's patch became; a cover letter becomes the head of the version. */
function partnerIn(
  chain: Chain,
  versions: readonly SeriesVersion[],
  from: number,
  at: number,
  { messageId }: AnnotationView,
): string | undefined {
  const isCover = versions[from]?.parts.find((part) => part.messageId === messageId)?.isCover === true;
  return isCover ? versions[at]?.headMessageId : chain.partnerOf(from, at, messageId);
}

function placeOwn({ messageId: patch, path, side, line, end, words }: AnnotationView): Placement {
  return { state: 'exact', why: '', patch, path, side, line, end, lines: words.lines };
}

/** Answers stand where the annotation does that they answer, however deep; one whose annotation is not there by itself. */
function housedWithHeads(placed: readonly HousedAnnotation[]): readonly HousedAnnotation[] {
  const bySlug = new Map(placed.map((one) => [one.note.slug, one]));
  return placed.map((one) => {
    let head = one;
    const seen = new Set<string>();
    for (;;) {
      const parent = bySlug.get(head.note.parent ?? '');
      if (parent === undefined || seen.has(parent.note.slug)) break;
      seen.add(parent.note.slug);
      head = parent;
    }
    if (head === one) return one;
    const { placement, correctedBy, home, hasPatch } = head;
    return { ...one, placement, correctedBy, home, hasPatch };
  });
}
