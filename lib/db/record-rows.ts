import type { StanceField } from '#lib/argument/record/fields';
import { isKind, type RecordKind, type RecordOf } from '#lib/argument/records';
import { hashText } from '#lib/db/hash-text';
import { placeOfPolicy } from '#lib/db/policy-place';
import type { Transaction } from '#lib/db/transaction';
import { noWords } from '#lib/patch/carry/anchor-words';
import { findScenarioBlock } from '#lib/scenario/block';

/** Numbers of what a record refers to. Throws for what is not there: links are checked before rows are written. */
export interface Lookup {
  readonly recordId: (kind: RecordKind, slug: string) => number;
  readonly nameId: (messageId: string) => number;
}

type Writer<K extends RecordKind> = (
  tx: Transaction,
  recordId: number,
  record: RecordOf<K>,
  lookup: Lookup,
) => Promise<unknown>;

/**
 * The row of each kind's own table: what is looked up or joined, taken from the front matter.
 * Written in the order of the kinds, so that what a row points to is there.
 */
const rows: { readonly [K in RecordKind]: Writer<K> } = {
  person: async (tx, recordId, { front }) => {
    const data = { name: front.title };
    await tx.person.upsert({ where: { recordId }, create: { recordId, ...data }, update: data });
    await tx.address.deleteMany({ where: { personId: recordId } });
    await tx.address.createMany({ data: front.addresses.map((address) => ({ address, personId: recordId })) });
  },
  policy: (tx, recordId, { front }) => {
    const { id: policy, family, standing, inForce } = front;
    const data = { policy, family, standing, inForce, position: placeOfPolicy(policy, standing) };
    return tx.policy.upsert({ where: { recordId }, create: { recordId, ...data }, update: data });
  },
  scenario: (tx, recordId, { front, body }) => {
    const text = findScenarioBlock(body)?.text ?? '';
    const data = { simulator: front.simulator, question: front.question, text, textHash: hashText(text) };
    return tx.scenario.upsert({ where: { recordId }, create: { recordId, ...data }, update: data });
  },
  change: (tx, recordId, { front }, lookup) => {
    const data = {
      authorId: front.author === undefined ? null : lookup.recordId('person', front.author),
      date: front.date,
      state: front.state,
      commit: front.commit ?? null,
      release: front.release ?? null,
      nameId: front.message === undefined ? null : lookup.nameId(front.message),
    };
    return tx.change.upsert({ where: { recordId }, create: { recordId, ...data }, update: data });
  },
  claim: (tx, recordId, { front }) => {
    const { kind, topic, order: position, hindsight = '' } = front;
    const data = { kind, topic, position, hindsight };
    return tx.claim.upsert({ where: { recordId }, create: { recordId, ...data }, update: data });
  },
  counterexample: (tx, recordId, { front }, lookup) => {
    const data = {
      claimId: lookup.recordId('claim', front.claim),
      scenarioId: lookup.recordId('scenario', front.scenario),
      policyId: lookup.recordId('policy', front.policy),
      property: front.property,
      schedule: front.schedule,
      kind: front.kind ?? '',
    };
    return tx.counterexample.upsert({ where: { recordId }, create: { recordId, ...data }, update: data });
  },
  // The record itself is all that is looked up.
  objection: () => Promise.resolve(),
  finding: (tx, recordId, { front }) => savePage(tx, recordId, 'finding', front.order),
  debate: (tx, recordId) => savePage(tx, recordId, 'debate', 0),
  term: (tx, recordId) => tx.term.upsert({ where: { recordId }, create: { recordId }, update: {} }),
  guide: (tx, recordId, { front }) => savePage(tx, recordId, 'guide', front.order),
  decision: (tx, recordId, { front }) => savePage(tx, recordId, 'decision', Number.parseInt(front.id, 10)),
  annotation: (tx, recordId, { front }, lookup) => {
    const { on: target, path = '', side = '', line = 0, end = line, kind, author, rule } = front;
    const data = {
      nameId: lookup.nameId(front.message),
      ...{ target, path, side, line, end, kind, author },
      parentId: front.parent === undefined ? null : lookup.recordId('annotation', front.parent),
      policy: rule?.policy ?? null,
      point: rule?.point ?? null,
    };
    // The words of the lines are no part of the portable form: who saves an annotation writes them after this.
    const create = { recordId, ...data, words: JSON.stringify(noWords) };
    return tx.annotation.upsert({ where: { recordId }, create, update: data });
  },
  grouping: (tx, recordId, { front }, lookup) => {
    const data = {
      how: front.how,
      nameId: lookup.nameId(front.message),
      withId: front.with === undefined ? null : lookup.nameId(front.with),
      part: front.part ?? null,
      from: front.from ?? '',
      isUndone: front.undone !== undefined,
      isApplied: false,
    };
    return tx.grouping.upsert({ where: { recordId }, create: { recordId, ...data }, update: data });
  },
  'series-state': () => Promise.resolve(),
};

/** Writes the row of a record's kind. */
export function writeRow<K extends RecordKind>(
  tx: Transaction,
  recordId: number,
  record: RecordOf<K>,
  lookup: Lookup,
): Promise<unknown> {
  return rows[record.kind](tx, recordId, record, lookup);
}

/** Replaces the rows that link a record to others of its own or a later kind. For use after every `writeRow`. */
export async function writeLinks(
  tx: Transaction,
  recordId: number,
  record: RecordOf<RecordKind>,
  lookup: Lookup,
): Promise<void> {
  if (isKind(record, 'claim')) await writeClaimLinks(tx, recordId, record, lookup);
  if (isKind(record, 'annotation')) await writeAnnotationLinks(tx, recordId, record, lookup);
  if (isKind(record, 'change')) {
    await tx.stance.deleteMany({ where: { changeId: recordId } });
    const data = record.front.stances.map((stance, position) => stanceRow(stance, position, lookup));
    await tx.stance.createMany({ data: data.map((row) => ({ ...row, changeId: recordId })) });
  }
}

async function writeAnnotationLinks(
  tx: Transaction,
  annotationId: number,
  { front }: RecordOf<'annotation'>,
  lookup: Lookup,
): Promise<void> {
  await tx.annotationClaim.deleteMany({ where: { annotationId } });
  await tx.annotationClaim.createMany({
    data: front.claims.map((claim, position) => {
      return { annotationId, claimId: lookup.recordId('claim', claim), position };
    }),
  });
  await tx.annotationScenario.deleteMany({ where: { annotationId } });
  await tx.annotationScenario.createMany({
    data: front.scenarios.map(({ scenario, property, kind = '' }, position) => {
      return { annotationId, scenarioId: lookup.recordId('scenario', scenario), property, kind, position };
    }),
  });
}

async function writeClaimLinks(
  tx: Transaction,
  claimId: number,
  claim: RecordOf<'claim'>,
  lookup: Lookup,
): Promise<void> {
  const { front } = claim;
  await removeClaimLinks(tx, [claimId]);
  await tx.claimScenario.createMany({
    data: front.scenarios.map(({ scenario, property, kind = '' }, position) => {
      return { claimId, scenarioId: lookup.recordId('scenario', scenario), property, kind, position };
    }),
  });
  await tx.claimChange.createMany({
    data: front.changes.map((change, position) => ({ claimId, changeId: lookup.recordId('change', change), position })),
  });
  await tx.relation.createMany({
    data: front.relations.map((relation, position) => ({
      fromId: claimId,
      toId: lookup.recordId('claim', relation.claim),
      kind: relation.kind,
      personId: relation.person === undefined ? null : lookup.recordId('person', relation.person),
      nameId: relation.message === undefined ? null : lookup.nameId(relation.message),
      date: relation.date,
      note: relation.note,
      position,
    })),
  });
  await tx.stance.createMany({
    data: front.stances.map((stance, position) => ({ ...stanceRow(stance, position, lookup), claimId })),
  });
}

/** Takes away every row that links these claims to others. */
export async function removeClaimLinks(tx: Transaction, claimIds: readonly number[]): Promise<void> {
  const ids = [...claimIds];
  await tx.claimScenario.deleteMany({ where: { claimId: { in: ids } } });
  await tx.claimChange.deleteMany({ where: { claimId: { in: ids } } });
  await tx.relation.deleteMany({ where: { fromId: { in: ids } } });
  await tx.stance.deleteMany({ where: { claimId: { in: ids } } });
}

function stanceRow(stance: StanceField, position: number, lookup: Lookup) {
  return {
    personId: lookup.recordId('person', stance.person),
    attitude: stance.attitude,
    nameId: lookup.nameId(stance.message),
    date: stance.date,
    paragraph: stance.paragraph ?? null,
    hash: stance.hash ?? null,
    note: stance.note,
    position,
  };
}

function savePage(tx: Transaction, recordId: number, section: string, position: number) {
  const data = { section, position };
  return tx.page.upsert({ where: { recordId }, create: { recordId, ...data }, update: data });
}
