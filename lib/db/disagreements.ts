import { type Disagreement, findDisagreements, type Saying, type Side, type Voice } from '#lib/argument/disagreement';
import { getClaimRows } from '#lib/db/claim-row';
import { findDebateFront } from '#lib/db/debate';
import { getDebate } from '#lib/db/debate-records';
import { findHeld } from '#lib/db/held';
import { getMoot } from '#lib/db/open';
import type { ClaimRow, PersonRef } from '#lib/db/record-types';
import { StampedCache } from '#lib/db/stamped-cache';

/** What somebody said, with the mail as a link. */
export interface SayingView extends Saying {
  readonly held: boolean;
}

/** A person on a side. */
export interface VoiceView extends Omit<Voice, 'person' | 'sayings'> {
  readonly person: PersonRef;
  readonly sayings: readonly SayingView[];
}

/** A side with its claim; null for those who only reject the other's. */
export interface SideView extends Omit<Side, 'claim' | 'voices'> {
  readonly claim: ClaimRow | null;
  readonly voices: readonly VoiceView[];
}

/** A disagreement as pages show it. */
export interface DisagreementView extends Omit<Disagreement, 'sides' | 'because' | 'relations'> {
  readonly sides: readonly SideView[];
  /** The claims whose kind makes its type, and why each is of that kind. */
  readonly because: readonly { readonly claim: ClaimRow; readonly why: string }[];
  /** Whether both sides have a measure of one run, shown on the page of the first claim. */
  readonly hasTrial: boolean;
}

/** Titles of the families, for what decides a disagreement. */
export interface Disagreements {
  readonly rows: readonly DisagreementView[];
  readonly families: ReadonlyMap<string, string>;
}

const cache = new StampedCache<Disagreements>();

/** Every disagreement, oldest first. Which mails are held is looked up each time: an import changes it. */
export async function listDisagreements(): Promise<Disagreements> {
  const { prisma } = await getMoot();
  const known = await cache.get(prisma, 'all', readDisagreements);
  const sayings = known.rows.flatMap(({ sides }) =>
    sides.flatMap(({ voices }) => voices.flatMap((one) => one.sayings)),
  );
  const held = await findHeld(
    prisma,
    sayings.map(({ message }) => message),
  );
  const hold = (saying: SayingView) => ({ ...saying, held: held.has(saying.message) });
  const rows = known.rows.map((row) => ({
    ...row,
    sides: row.sides.map((side) => ({
      ...side,
      voices: side.voices.map((voice) => ({ ...voice, sayings: voice.sayings.map(hold) })),
    })),
  }));
  return { ...known, rows };
}

async function readDisagreements(): Promise<Disagreements> {
  const { prisma } = await getMoot();
  const [debate, claims, front, people] = await Promise.all([
    getDebate(),
    getClaimRows(prisma),
    findDebateFront(prisma),
    prisma.record.findMany({ where: { kind: 'person' }, select: { slug: true, title: true } }),
  ]);
  const rows = new Map([...claims.values()].map((claim) => [claim.slug, claim]));
  const names = new Map(people.map(({ slug, title }) => [slug, title]));
  const fronts = new Map(debate.claims.map((claim) => [claim.id, claim]));
  const judges = (claim: string | null) => (fronts.get(claim ?? '')?.judges ?? []).length > 0;
  return {
    families: new Map(front?.front.families.map(({ id, title }) => [id, title])),
    rows: findDisagreements(debate).map(({ sides, because, relations: _, ...rest }) => ({
      ...rest,
      sides: sides.map(({ claim, voices }) => ({
        claim: rows.get(claim ?? '') ?? null,
        voices: voices.map(({ person, sayings, hasLeft }) => ({
          person: { slug: person, name: names.get(person) ?? person },
          sayings: sayings.map((saying) => ({ ...saying, held: false })),
          hasLeft,
        })),
      })),
      because: because.flatMap((slug) => {
        const claim = rows.get(slug);
        return claim === undefined ? [] : [{ claim, why: fronts.get(slug)?.why ?? '' }];
      }),
      hasTrial: sides.some(({ claim }) => judges(claim)),
    })),
  };
}
