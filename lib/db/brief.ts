import type { Evidence, Witness } from '#lib/argument/evidence';
import type { Attitude } from '#lib/argument/stance';
import { findWorst, wordOf } from '#lib/argument/standing';
import { type IndexedClaim, listIndexedClaims } from '#lib/db/claim-index';
import { findDebateFront } from '#lib/db/debate';
import { findHeld, idsOfSources, viewSource } from '#lib/db/held';
import { getMoot } from '#lib/db/open';
import type { ClaimRow, PersonRef, SourceView } from '#lib/db/record-types';
import type { VerdictWord } from '#lib/scenario/run';

/** Somebody whose last word on a claim was not the one that the debate ended with. */
export interface UnconvincedView {
  readonly person: PersonRef;
  readonly claim: ClaimRow;
  /** The last stance that the person took on it; null where none is recorded. */
  readonly attitude: Attitude | null;
  readonly messageId: string;
  readonly held: boolean;
  readonly date: string;
  readonly note: string;
}

/** What nobody has settled. */
export interface OpenQuestion {
  readonly title: string;
  readonly note: string;
  readonly claim: ClaimRow | null;
  /** What shows it; null where nothing does. */
  readonly scenario: {
    readonly slug: string;
    readonly kind: string | null;
    /** What it says of the claim under what was asked for; undefined where it does not test the claim. */
    readonly verdict: VerdictWord | undefined;
  } | null;
  readonly sources: readonly SourceView[];
  /** Day of the first source that has one, ISO 8601; null where none has. */
  readonly since: string | null;
}

/** Who ended unconvinced, and what is open today. */
export interface Brief {
  readonly unconvinced: readonly UnconvincedView[];
  readonly open: readonly OpenQuestion[];
}

/** The two lists of the debate's record. `evidence` is that of the kernel under which the open questions are judged. */
export async function findBrief(evidence: Evidence): Promise<Brief> {
  const { prisma } = await getMoot();
  const { unconvinced = [], open = [] } = (await findDebateFront(prisma))?.front ?? {};
  const [claims, people, held] = await Promise.all([
    listIndexedClaims(),
    prisma.record.findMany({
      where: { kind: 'person', slug: { in: unconvinced.map(({ person }) => person) } },
      select: { slug: true, title: true },
    }),
    findHeld(prisma, [
      ...unconvinced.map(({ message }) => message),
      ...open.flatMap(({ sources }) => idsOfSources(sources)),
    ]),
  ]);
  const names = new Map(people.map(({ slug, title }) => [slug, title]));
  return {
    unconvinced: unconvinced.flatMap(({ person, claim: slug, message, date, note }): UnconvincedView[] => {
      const claim = claims.find((one) => one.slug === slug);
      if (claim === undefined) return [];
      const who = { slug: person, name: names.get(person) ?? person };
      const attitude = findLastAttitude(claim, person);
      return [{ person: who, claim, attitude, messageId: message, held: held.has(message), date, note }];
    }),
    open: open.map(({ title, note, claim, scenario, kind = null, sources }) => ({
      title,
      note,
      claim: claims.find(({ slug }) => slug === claim) ?? null,
      scenario:
        scenario === undefined
          ? null
          : { slug: scenario, kind, verdict: findWord(evidence.get(claim ?? '') ?? [], scenario, kind) },
      sources: sources.map((source) => viewSource(source, held)),
      since: sources.flatMap(({ date }) => date ?? []).toSorted()[0] ?? null,
    })),
  };
}

/** Of two stances on one day the one written later in the record is the later one. */
function findLastAttitude({ stances }: IndexedClaim, person: string): Attitude | null {
  const own = stances.filter((stance) => stance.person === person);
  return own.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).at(-1)?.attitude ?? null;
}

function findWord(witnesses: readonly Witness[], scenario: string, kind: string | null): VerdictWord | undefined {
  const found = findWorst(witnesses.filter((witness) => witness.scenario === scenario && witness.kind === kind));
  return found === undefined ? undefined : wordOf(found);
}
