import { type Extensions, listExtensions } from '#lib/argument/extensions';
import { type Label, labelClaims } from '#lib/argument/label';
import type { Reason } from '#lib/argument/why';
import { findArgument, type LabelledDebate, readGraph } from '#lib/db/argument';
import { listWitnesses, readTested } from '#lib/db/evidence';
import type { PrismaClient } from '#lib/db/generated/client';
import { findHeld } from '#lib/db/held';
import { getMoot } from '#lib/db/open';
import { StampedCache } from '#lib/db/stamped-cache';
import { findUnder, listMainlineKernels } from '#lib/db/under';

/** A claim's label under a kernel or a policy. */
export interface LabelUnder {
  /** `6.18`, `A5`. */
  readonly under: string;
  readonly label: Label;
}

/** What becomes of a claim: under one choice of policies with the reasons, and under all others. */
export interface ClaimStanding extends Pick<LabelledDebate, 'under' | 'labels' | 'people'> {
  /** Titles of all claims, by slug. */
  readonly titles: ReadonlyMap<string, string>;
  /** Message-IDs of the reasons whose mails are imported. */
  readonly held: ReadonlySet<string>;
  readonly label: Label;
  readonly reason: Reason;
  /** Under each mainline kernel at which a rule changes, oldest first. */
  readonly kernels: readonly LabelUnder[];
  /** Under each of the policies that were asked for, in their order. */
  readonly policies: readonly LabelUnder[];
  /** Every position that the debate leaves room for; null unless it was asked for. */
  readonly extensions: Extensions | null;
}

/** What to say of a claim's standing. */
export interface StandingQuery {
  /** A policy, a combination or a kernel; the newest mainline kernel where it is left out or names nothing. */
  readonly under?: string | undefined;
  /** Policies whose labels are wanted, too. */
  readonly policies: readonly string[];
  /** Whether to find every position that the debate leaves room for. */
  readonly withExtensions: boolean;
}

/** The standing of a claim; undefined for a claim that is not there. */
export async function findClaimStanding(slug: string, query: StandingQuery): Promise<ClaimStanding | undefined> {
  const { prisma } = await getMoot();
  const debate = (await findArgument({ under: query.under })) ?? (await findArgument());
  const label = debate?.labels.get(slug);
  if (debate === undefined || label === undefined) return undefined;
  const kernels = listMainlineKernels();
  const everywhere = await listLabels(prisma, [...kernels, ...query.policies]);
  const labelsUnder = (names: readonly string[]) =>
    names.flatMap((under): readonly LabelUnder[] => {
      const found = everywhere.get(under)?.get(slug);
      return found === undefined ? [] : [{ under, label: found }];
    });
  const { under, graph, labels, people } = debate;
  const reason = debate.why(slug);
  return {
    ...{ under, labels, people, label, reason },
    titles: new Map(graph.claims.map((claim) => [claim.slug, claim.title])),
    held: await findHeld(prisma, listMessages(reason)),
    kernels: labelsUnder(kernels),
    policies: labelsUnder(query.policies),
    extensions: query.withExtensions ? listExtensions(debate) : null,
  };
}

/** The Message-IDs that a reason names. */
function listMessages(reason: Reason): readonly string[] {
  switch (reason.what) {
    case 'held':
    case 'unheld':
      return reason.stances.map(({ message }) => message);
    case 'circle':
      return [];
    case 'relation':
      return [
        ...(reason.relation.message === null ? [] : [reason.relation.message]),
        ...reason.because.flatMap(listMessages),
      ];
    case 'claim':
    case 'run':
      return reason.because.flatMap(listMessages);
  }
}

const cache = new StampedCache<ReadonlyMap<string, ReadonlyMap<string, Label>>>();

/** The labels of all claims under each of some kernels and policies, by its name. */
function listLabels(prisma: PrismaClient, names: readonly string[]) {
  return cache.get(prisma, names.join(' '), async () => {
    const [graph, tested] = await Promise.all([readGraph(prisma), readTested(prisma)]);
    const known = new Map<string, ReadonlyMap<string, Label>>();
    return new Map(
      names.flatMap((name) => {
        const under = findUnder(name);
        if (under === undefined || under === null) return [];
        const key = under.policies.join(' ');
        const labels = known.get(key) ?? labelClaims(graph, listWitnesses(tested, under.policies)).labels;
        known.set(key, labels);
        return [[name, labels] as const];
      }),
    );
  });
}
