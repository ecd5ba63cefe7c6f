import type { Issue } from '#lib/argument/issue';
import type { ClaimKind } from '#lib/argument/record/claim';
import type { RelationKind } from '#lib/argument/relation';
import type { Claim, ClaimRelation, ClaimStance } from '#lib/exchange/debate';
import type { PlacedRecord } from '#lib/exchange/format';

/** A relation of a claim that came from outside. Undefined is what its source does not say. */
export interface RelationDraft {
  readonly kind: RelationKind;
  readonly claim: string;
  readonly premises: readonly string[];
  readonly toward?: string | undefined;
  readonly scenario?: string | undefined;
  readonly person?: string | undefined;
  readonly message?: string | undefined;
  readonly date?: string | undefined;
  readonly note?: string | undefined;
}

/** A claim that came from outside. Undefined is what its source does not say. */
export interface ClaimDraft {
  readonly slug: string;
  readonly title?: string | undefined;
  readonly kind?: ClaimKind | undefined;
  readonly why?: string | undefined;
  readonly topic?: string | undefined;
  readonly order?: number | undefined;
  readonly hindsight?: string | undefined;
  readonly stances: readonly ClaimStance[];
  /** Who is said to hold it without a mail that shows it: kept in words, for a stance has a source. */
  readonly holders: readonly string[];
  readonly relations: readonly RelationDraft[];
  /** 1-based line on which it begins; looking it up may take a while. */
  readonly lineOf: () => number;
}

/** What is taken where a draft says nothing. */
export interface DraftDefaults {
  /** What the text came from, for notes: `debate.argdown`. */
  readonly from: string;
  /** Day of the import, for relations without one. */
  readonly date: string;
  readonly topic: string;
  /** Claims that there are already: their highest number in a topic counts, and what they say stays. */
  readonly existing: readonly Claim[];
}

/**
 * Drafts as claims. One that nobody judged is verbal, for it has no scenario yet, and says where it came from. A claim
 * that exists keeps everything it says and is given the relations that it lacks; what else the draft says of it is named.
 */
export function completeDrafts(
  drafts: readonly ClaimDraft[],
  defaults: DraftDefaults,
): { readonly records: readonly PlacedRecord[]; readonly issues: readonly Issue[] } {
  const existing = new Map(defaults.existing.map((claim) => [claim.slug, claim]));
  const last = new Map<string, number>();
  for (const { front } of defaults.existing) last.set(front.topic, Math.max(last.get(front.topic) ?? 0, front.order));
  const issues: Issue[] = [];
  const records = drafts.map((draft): PlacedRecord => {
    const before = existing.get(draft.slug);
    if (before !== undefined) {
      if (saysOther(draft, before)) issues.push(keptIssue(draft, defaults.from));
      return { record: addRelations(before, draft, defaults), lineOf: draft.lineOf };
    }
    const topic = draft.topic ?? defaults.topic;
    const order = draft.order ?? (last.get(topic) ?? 0) + 1;
    last.set(topic, Math.max(last.get(topic) ?? 0, order));
    return { record: makeClaim(draft, topic, order, defaults), lineOf: draft.lineOf };
  });
  return { records, issues };
}

function makeClaim(draft: ClaimDraft, topic: string, order: number, defaults: DraftDefaults): Claim {
  const { slug, title = slug, kind = 'verbal', holders, hindsight } = draft;
  const held = holders.length === 0 ? '' : ` Held there by ${holders.join(', ')}, without a mail.`;
  const why = draft.why ?? `Imported from ${defaults.from}; nobody has judged yet what would decide it.${held}`;
  const front: Claim['front'] = {
    id: slug,
    title,
    kind,
    why,
    topic,
    order,
    scenarios: [],
    ...(kind === 'factual' ? { noScenario: `None came with it from ${defaults.from}.` } : {}),
    judges: [],
    stances: [...draft.stances],
    expects: [],
    relations: draft.relations.map((relation) => makeRelation(relation, defaults)),
    changes: [],
    ...(hindsight === undefined ? {} : { hindsight }),
  };
  return { kind: 'claim', slug, front, body: '' };
}

function makeRelation(draft: RelationDraft, { from, date }: DraftDefaults): ClaimRelation {
  const { toward, scenario, person, message } = draft;
  return {
    kind: draft.kind,
    claim: draft.claim,
    premises: [...draft.premises],
    ...(toward === undefined ? {} : { toward }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(person === undefined ? {} : { person }),
    ...(message === undefined ? {} : { message }),
    date: draft.date ?? date,
    note: draft.note ?? `As ${from} has it.`,
  };
}

function addRelations(before: Claim, draft: ClaimDraft, defaults: DraftDefaults): Claim {
  const known = new Set(before.front.relations.map(({ kind, claim }) => `${kind} ${claim}`));
  const added = draft.relations.filter(({ kind, claim }) => !known.has(`${kind} ${claim}`));
  if (added.length === 0) return before;
  const relations = [...before.front.relations, ...added.map((relation) => makeRelation(relation, defaults))];
  return { ...before, front: { ...before.front, relations } };
}

function saysOther(draft: ClaimDraft, { front }: Claim): boolean {
  const pairs = [
    [draft.title, front.title],
    [draft.kind, front.kind],
    [draft.why, front.why],
    [draft.topic, front.topic],
    [draft.hindsight, front.hindsight],
  ];
  const spoken = new Set(front.stances.map(nameStance));
  return (
    pairs.some(([said, stands]) => said !== undefined && said !== stands) ||
    draft.stances.some((stance) => !spoken.has(nameStance(stance)))
  );
}

function nameStance({ person, attitude, message, date, note }: ClaimStance): string {
  return [person, attitude, message, date, note].join(' ');
}

function keptIssue({ slug, lineOf }: ClaimDraft, file: string): Issue {
  const message = `the claim ${slug} exists and says something else; it stays as it is, and only new relations are added`;
  return { severity: 'warning', code: 'claim-kept', message, file, line: lineOf(), column: 1, field: null };
}
