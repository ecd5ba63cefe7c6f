import type { ClaimFront } from '#lib/argument/record/claim';
import { relationKinds } from '#lib/argument/relation';
import { listAnnotationsOfClaim } from '#lib/db/annotation';
import { changeSelect, viewChangeRow } from '#lib/db/changes';
import { getClaimRows } from '#lib/db/claim-row';
import { counterexampleSelect, viewCounterexample } from '#lib/db/counterexample-row';
import { findDebateFront } from '#lib/db/debate';
import type { PrismaClient } from '#lib/db/generated/client';
import { findHeld } from '#lib/db/held';
import { withStrange } from '#lib/db/matrix';
import { listJudged, makeCell, type Test } from '#lib/db/matrix-cell';
import { getMoot } from '#lib/db/open';
import { type PolicyColumns, policySelect, sortPolicies, viewPolicyRow } from '#lib/db/policy-row';
import { viewRevision } from '#lib/db/record-text';
import type { ClaimJudgement, ClaimPage, ClaimRow, MessageClaim, PersonRef, RelationView } from '#lib/db/record-types';
import { revisionOrder } from '#lib/db/revision-order';
import { rowsOf } from '#lib/db/rows';
import { scenarioTextSelect, viewScenarioText } from '#lib/db/scenario-row';
import { stanceSelect, viewStance } from '#lib/db/stance-row';
import { listRecorded } from '#lib/db/verdict';
import { readWord } from '#lib/db/words';
import { readFront, readRecord } from '#lib/markdown/record-file';

/** Every claim, by topic and number. */
export async function listClaims(): Promise<readonly ClaimRow[]> {
  const { prisma } = await getMoot();
  return [...(await getClaimRows(prisma)).values()];
}

/**
 * A claim with everything its page shows. With a version, its own words, stances and links are those of that version; what
 * others say of it (relations to it, counterexamples, verdicts) is as it stands now.
 */
export async function findClaim(slug: string, version?: number): Promise<ClaimPage | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.record.findUnique({
    where: { kind_slug: { kind: 'claim', slug } },
    include: {
      claim: {
        select: {
          recordId: true,
          relationsTo: { select: relationSelect, orderBy: { id: 'asc' } },
          counterexamples: { select: counterexampleSelect, orderBy: { recordId: 'asc' } },
        },
      },
      revisions: revisionOrder,
    },
  });
  if (row === null || row.claim === null) return undefined;
  const now = { front: readFront('claim', row.front), body: row.body, version: row.version, at: row.updatedAt };
  const shown = version === undefined || version === row.version ? now : await findOld(prisma, row.id, slug, version);
  if (shown === undefined) return undefined;
  const { front } = shown;
  const slugs = front.scenarios.map(({ scenario }) => scenario);
  const [people, held, claims, scenarios, judged, runs, policies, changes, annotations, debate] = await Promise.all([
    findPeople(prisma, front),
    findHeld(prisma, idsOf(front, row.claim.relationsTo)),
    getClaimRows(prisma),
    prisma.scenario.findMany({
      where: { record: { slug: { in: slugs } } },
      select: scenarioTextSelect,
      orderBy: { recordId: 'asc' },
    }),
    listJudged(prisma),
    listRecorded(prisma, slugs),
    prisma.policy.findMany({ select: policySelect }).then(sortPolicies),
    prisma.change.findMany({
      where: { record: { slug: { in: front.changes } } },
      select: changeSelect,
      orderBy: [{ date: 'asc' }, { recordId: 'asc' }],
    }),
    listAnnotationsOfClaim(prisma, row.id),
    findDebateFront(prisma),
  ]);
  const texts = new Map(scenarios.map((scenario) => [scenario.record.slug, viewScenarioText(scenario)]));
  const tested = new Map([...judged.values()].map((scenario) => [scenario.record.slug, scenario]));
  const bySlug = new Map([...claims.values()].map((claim) => [claim.slug, claim]));
  const itself = bySlug.get(slug);
  const tests = front.scenarios.flatMap(({ scenario: name, property, kind = '' }): Test[] => {
    const scenario = tested.get(name);
    return scenario === undefined ? [] : [{ scenario, property, kind }];
  });
  const person = (name: string): PersonRef => ({ slug: name, name: people.get(name) ?? name });
  return {
    slug,
    holders: itself?.holders ?? [],
    title: front.title,
    kind: front.kind,
    topic: front.topic,
    topicTitle: debate?.front.topics.find(({ id }) => id === front.topic)?.title ?? front.topic,
    position: front.order,
    version: shown.version,
    currentVersion: row.version,
    updatedAt: shown.at.toISOString(),
    bodyMarkdown: shown.body,
    why: front.why,
    hindsight: front.hindsight ?? '',
    noScenario: front.noScenario ?? null,
    stances: front.stances.map(({ person: name, attitude, message, date, note, paragraph = null, hash = null }) => {
      return {
        person: person(name),
        attitude,
        messageId: message,
        date,
        note,
        paragraph,
        hash,
        held: held.has(message),
      };
    }),
    relations: [
      ...viewOwnRelations(front, bySlug, person, held),
      ...row.claim.relationsTo.flatMap((relation) => viewRelationTo(relation, claims.get(relation.fromId), held)),
    ],
    scenarios: front.scenarios.flatMap(({ scenario: name, property, kind = null }) => {
      const scenario = texts.get(name);
      return scenario === undefined ? [] : [{ scenario, property, kind }];
    }),
    runs: Object.fromEntries(runs),
    policies: policies.map(viewPolicyRow),
    judgements: withStrange(
      debate?.front.families ?? [],
      policies.map(({ family }) => family),
      (id) => ({ id, title: id }),
    ).flatMap(({ id, title }) => judgeFamily(id, title, policies, tests)),
    counterexamples: row.claim.counterexamples.map(viewCounterexample),
    changes: changes.map(viewChangeRow),
    revisions: row.revisions.map(viewRevision),
    annotations,
  };
}

/** Verdicts under the policies of a family, variants left out; nothing where no test asks one of them. */
function judgeFamily(
  family: string,
  title: string,
  policies: readonly PolicyColumns[],
  tests: readonly Test[],
): readonly ClaimJudgement[] {
  const columns = policies
    .filter((policy) => policy.family === family)
    .map((key) => ({ key, row: viewPolicyRow(key) }))
    .filter(({ row }) => row.variantOf === null);
  const asked = tests.filter((test) => columns.some(({ key }) => makeCell(key, [test]).scenario !== null));
  if (asked.length === 0) return [];
  return [
    {
      family,
      title,
      policies: columns.map(({ row }) => row),
      cells: columns.map(({ key }) => makeCell(key, asked)),
      tests: asked.map((test) => ({
        scenario: test.scenario.record.slug,
        property: test.property,
        kind: test.kind === '' ? null : test.kind,
        cells: columns.map(({ key }) => makeCell(key, [test])),
      })),
    },
  ];
}

const relationSelect = {
  kind: true,
  date: true,
  note: true,
  fromId: true,
  person: { select: { name: true, record: { select: { slug: true } } } },
  name: { select: { text: true } },
} as const;

type RelationRow = {
  readonly kind: string;
  readonly date: string;
  readonly note: string;
  readonly fromId: number;
  readonly person: { readonly name: string; readonly record: { readonly slug: string } } | null;
  readonly name: { readonly text: string } | null;
};

function viewRelationTo(row: RelationRow, claim: ClaimRow | undefined, held: ReadonlySet<string>): RelationView[] {
  if (claim === undefined) return [];
  const view: RelationView = {
    kind: readWord(relationKinds, row.kind),
    direction: 'to',
    claim,
    person: row.person === null ? null : { slug: row.person.record.slug, name: row.person.name },
    messageId: row.name?.text ?? null,
    held: row.name !== null && held.has(row.name.text),
    date: row.date,
    note: row.note,
  };
  return [view];
}

function viewOwnRelations(
  front: ClaimFront,
  claims: ReadonlyMap<string, ClaimRow>,
  person: (slug: string) => PersonRef,
  held: ReadonlySet<string>,
): readonly RelationView[] {
  return front.relations.flatMap((relation): RelationView[] => {
    const claim = claims.get(relation.claim);
    // A version of long ago may name a claim that is gone.
    if (claim === undefined) return [];
    const { kind, date, note, message, person: name } = relation;
    return [
      {
        kind,
        direction: 'from',
        claim,
        person: name === undefined ? null : person(name),
        messageId: message ?? null,
        held: message !== undefined && held.has(message),
        date,
        note,
      },
    ];
  });
}

async function findPeople(prisma: PrismaClient, front: ClaimFront): Promise<ReadonlyMap<string, string>> {
  const slugs = [...front.stances, ...front.relations].flatMap(({ person }) => (person === undefined ? [] : [person]));
  const rows = await prisma.record.findMany({
    where: { kind: 'person', slug: { in: [...new Set(slugs)] } },
    select: { slug: true, title: true },
  });
  return new Map(rows.map(({ slug, title }) => [slug, title]));
}

function idsOf(front: ClaimFront, relationsTo: readonly RelationRow[]): readonly string[] {
  return [
    ...[...front.stances, ...front.relations].flatMap(({ message }) => (message === undefined ? [] : [message])),
    ...relationsTo.flatMap(({ name }) => (name === null ? [] : [name.text])),
  ];
}

async function findOld(prisma: PrismaClient, recordId: number, slug: string, version: number) {
  if (!Number.isSafeInteger(version)) return undefined;
  const revision = await prisma.revision.findUnique({ where: { recordId_version: { recordId, version } } });
  const record = revision === null ? undefined : readRecord('claim', slug, revision.after).record;
  if (revision === null || record === undefined) return undefined;
  return { front: record.front, body: record.body, version, at: revision.at };
}

const last = Number.MAX_SAFE_INTEGER;

/** The claims that somebody makes, accepts or rejects in a mail, in the order of its paragraphs where they are known. */
export async function claimsOfMessage(messageId: string): Promise<readonly MessageClaim[]> {
  return (await claimsOfMessages({ messageId })).get(messageId) ?? [];
}

/** The claims made in a mail, or in each mail of a thread, by Message-ID, in the order of its text. */
export async function claimsOfMessages(
  of: { readonly messageId: string } | { readonly threadId: number },
): Promise<ReadonlyMap<string, readonly MessageClaim[]>> {
  const moot = await getMoot();
  const { prisma } = moot;
  // Most mails make none, and that is known soonest past Prisma.
  const by = 'messageId' in of ? (['n."text"', of.messageId] as const) : (['n."threadId"', of.threadId] as const);
  const [some] = await rowsOf(moot).read(
    `SELECT 1 AS some FROM "MessageName" n JOIN "Stance" s ON s."nameId" = n."id" WHERE ${by[0]} = ? AND s."claimId" IS NOT NULL LIMIT 1`,
    by[1],
  );
  if (some === undefined) return new Map();
  const rows = await prisma.stance.findMany({
    where: { name: 'messageId' in of ? { text: of.messageId } : { threadId: of.threadId }, claimId: { not: null } },
    select: { ...stanceSelect, claimId: true },
    orderBy: { id: 'asc' },
  });
  const claims = await getClaimRows(prisma);
  const made = new Map<string, MessageClaim[]>();
  for (const row of rows) {
    const claim = row.claimId === null ? undefined : claims.get(row.claimId);
    if (claim === undefined) continue;
    const { person, attitude, note, paragraph, hash } = viewStance(row);
    const entry = { claim, person, attitude, note, paragraph, hash };
    const list = made.get(row.name.text);
    if (list === undefined) made.set(row.name.text, [entry]);
    else list.push(entry);
  }
  for (const list of made.values()) {
    list.sort((a, b) => (a.paragraph ?? last) - (b.paragraph ?? last) || a.claim.position - b.claim.position);
  }
  return made;
}
