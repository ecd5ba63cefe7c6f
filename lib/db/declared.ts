import { type ChangeState, changeStates } from '#lib/argument/record/change';
import type { PrismaClient } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import { partOrder } from '#lib/db/part-order';
import { findPolicyInfo } from '#lib/db/policy-row';
import { readWord } from '#lib/db/words';
import { readFront } from '#lib/markdown/record-file';
import { findPolicyBlock } from '#lib/scenario/block';
import { simulators } from '#lib/simulators';

/** What is compared to see what a declaration does: a policy of one family, and what stood in its place. */
export interface DeclaredSides {
  /** A policy, a combination or a kernel; null where the policy is the first of its family and nobody says. */
  readonly before: string | null;
  /** Id of a policy; of a policy of one's own the name that its text gives it. */
  readonly after: string;
}

/** A change record of a patch or of the head of its version: what it declares that it does. */
export interface Declaration {
  /** Slug of the change. */
  readonly slug: string;
  readonly title: string;
  readonly state: ChangeState;
  /** The message that the change names. */
  readonly messageId: string;
  readonly date: string;
  /** Policies that it makes, and those that carry it on. */
  readonly policies: readonly string[];
  /** One a family that it speaks of. */
  readonly sides: readonly DeclaredSides[];
  /** Text of its policies of one's own; null where its policies have records. The last of them is what it makes. */
  readonly own: string | null;
  /** Names of decision points, as a simulator names them. */
  readonly points: readonly string[];
  /** Slug of the change that it is the next version of. */
  readonly revises: string | null;
}

/** What a version of a patch declares. */
export interface VersionPolicies {
  /** The patch itself, or the head of its series where the patch declares nothing. */
  readonly declaredBy: string;
  readonly isOfSeries: boolean;
  /** Never empty; oldest first. One mail may hold several changes. */
  readonly declarations: readonly Declaration[];
}

/** What a patch declares: its own changes, else those of the head of its series; undefined where neither has any. */
export async function policiesOfVersion(messageId: string): Promise<VersionPolicies | undefined> {
  const { prisma } = await getMoot();
  const own = await listDeclarations(prisma, [messageId]);
  if (own.length > 0) return { declaredBy: messageId, isOfSeries: false, declarations: own };
  const head = await findHead(prisma, messageId);
  const declarations = head === undefined || head === messageId ? [] : await listDeclarations(prisma, [head]);
  return head === undefined || declarations.length === 0
    ? undefined
    : { declaredBy: head, isOfSeries: true, declarations };
}

/** Everything that these messages declare and that says something of rules, oldest first. */
export async function listDeclarations(
  prisma: PrismaClient,
  messageIds: readonly string[],
): Promise<readonly Declaration[]> {
  const rows = await prisma.change.findMany({
    where: { name: { text: { in: [...messageIds] } } },
    select: declaredSelect,
    orderBy: [{ date: 'asc' }, { recordId: 'asc' }],
  });
  return rows.flatMap((row) => viewDeclaration(row) ?? []);
}

/** A change as a declaration; undefined where it names no message, or nothing that could be played. */
export async function findDeclaration(slug: string): Promise<Declaration | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.change.findFirst({ where: { record: { kind: 'change', slug } }, select: declaredSelect });
  return row === null ? undefined : viewDeclaration(row);
}

const declaredSelect = {
  state: true,
  date: true,
  name: { select: { text: true } },
  record: { select: { slug: true, title: true, front: true, body: true } },
} as const;

interface Row {
  readonly state: string;
  readonly date: string;
  readonly name: { readonly text: string } | null;
  readonly record: {
    readonly slug: string;
    readonly title: string;
    readonly front: string;
    readonly body: string;
  };
}

function viewDeclaration({ state, date, name, record }: Row): Declaration | undefined {
  const { before = null, policies, points, revises = null } = readFront('change', record.front);
  const own = findPolicyBlock(record.body)?.text ?? null;
  const sides = own === null ? listSides(policies, before) : listOwnSides(own, before);
  if (name === null || sides.length === 0) return undefined;
  const { slug, title } = record;
  return {
    slug,
    title,
    state: readWord(changeStates, state),
    messageId: name.text,
    date,
    policies,
    sides,
    own,
    points,
    revises,
  };
}

/**
 * The first policy of each family, and what stood in its place: what the change says it starts from, where that is of the
 * family; else what the policy is a change of.
 */
function listSides(policies: readonly string[], before: string | null): readonly DeclaredSides[] {
  const seen = new Set<string>();
  return policies.flatMap((after): DeclaredSides[] => {
    const family = findPolicyInfo(after)?.family;
    const simulator = simulators.find((one) => one.policies.some(({ id }) => id === after));
    if (family === undefined || simulator === undefined || seen.has(family)) return [];
    seen.add(family);
    const named = before === null ? undefined : simulator.resolve(before);
    // `A5` speaks of its own family alone; a combination or a kernel has a policy in each.
    const isMeant = before !== null && named !== undefined && (findPolicyInfo(before)?.family ?? family) === family;
    return [{ before: isMeant ? before : simulator.predecessorOf(after), after }];
  });
}

function listOwnSides(text: string, before: string | null): readonly DeclaredSides[] {
  for (const simulator of simulators) {
    const policies = simulator.parseOwn(text).policies ?? [];
    const last = policies.at(-1);
    if (last === undefined) continue;
    // It may be like another one of the text, which is like one above it.
    const likes = policies.toReversed().reduce((like, { id, like: next }) => (id === like ? next : like), last.like);
    return [{ before: before ?? likes, after: last.id }];
  }
  return [];
}

/** The message that stands for the whole version: its cover letter, else the first of its patches that is held. */
async function findHead(prisma: PrismaClient, messageId: string): Promise<string | undefined> {
  const patch = await prisma.patch.findFirst({
    where: { message: { name: { text: messageId } } },
    select: {
      series: {
        select: {
          patches: {
            orderBy: [{ isCover: 'desc' }, ...partOrder],
            take: 1,
            select: { message: { select: { name: { select: { text: true } } } } },
          },
        },
      },
    },
  });
  return patch?.series.patches[0]?.message.name.text;
}
