import { z } from 'zod';
import { type Issue, isAcceptable } from '#lib/argument/issue';
import { claimKinds, claimRelation } from '#lib/argument/record/claim';
import { slug, stance } from '#lib/argument/record/fields';
import type { RelationKind } from '#lib/argument/relation';
import type { ClaimStance } from '#lib/exchange/debate';
import type { ClaimDraft, RelationDraft } from '#lib/exchange/draft';
import type { Reading } from '#lib/exchange/format';
import { parseJson, placeIssue } from '#lib/exchange/json-text';
import { makeSlug } from '#lib/exchange/slug';
import { findJsonPlace } from '#lib/text/json-place';

const id = z.union([z.string(), z.number()], 'expected an id').transform(String);
const text = z.string('expected text').nullish();

const graph = z.object({
  nodes: z.array(
    z.object({
      nodeID: id,
      text,
      type: z.string('expected the type of the node'),
      timestamp: text,
      moot: z.unknown().optional(),
    }),
    'expected a list of nodes',
  ),
  edges: z.array(z.object({ fromID: id, toID: id }), 'expected a list of edges'),
  locutions: z.array(z.object({ nodeID: id, personID: id.nullish() })).nullish(),
  participants: z.array(z.object({ participantID: id, firstname: text, surname: text })).nullish(),
});

type Graph = z.infer<typeof graph>;
type Node = Graph['nodes'][number];

const claimNode = z.object({
  claim: slug,
  kind: z.enum(claimKinds).optional(),
  why: z.string().optional(),
  topic: z.string().optional(),
  order: z.int().optional(),
  hindsight: z.string().optional(),
});

const kinds: Readonly<Record<string, RelationKind>> = {
  RA: 'supports',
  CA: 'rebuts',
  PA: 'supersedes',
  MA: 'equivalent',
};

/** Reads AIF as AIFdb writes it. What has no place in a claim is named with its line and path. */
export function readAif(source: string, file: string): Reading {
  const { value, issues: broken } = parseJson(source, file);
  if (broken.length > 0) return { is: 'drafts', drafts: [], issues: broken };
  const read = graph.safeParse(value);
  if (!read.success) {
    return { is: 'drafts', drafts: [], issues: read.error.issues.map((issue) => placeIssue(source, file, issue)) };
  }
  const translator = new Translator(read.data, source, file);
  const drafts = translator.translate();
  return { is: 'drafts', drafts: isAcceptable(translator.issues) ? drafts : [], issues: translator.issues };
}

interface OpenDraft extends ClaimDraft {
  readonly stances: ClaimStance[];
  readonly holders: string[];
  readonly relations: RelationDraft[];
}

class Translator {
  readonly issues: Issue[] = [];
  readonly #graph: Graph;
  readonly #source: string;
  readonly #file: string;
  readonly #nodes = new Map<string, { readonly node: Node; readonly index: number }>();
  readonly #into = new Map<string, string[]>();
  readonly #from = new Map<string, string[]>();
  readonly #drafts = new Map<string, OpenDraft>();

  constructor(value: Graph, source: string, file: string) {
    this.#graph = value;
    this.#source = source;
    this.#file = file;
  }

  translate(): readonly ClaimDraft[] {
    this.#graph.nodes.forEach((node, index) => {
      if (this.#nodes.has(node.nodeID))
        this.#say('error', ['nodes', index, 'nodeID'], 'there are two nodes with this id');
      this.#nodes.set(node.nodeID, { node, index });
    });
    this.#graph.edges.forEach(({ fromID, toID }, index) => {
      for (const [key, end] of [
        ['fromID', fromID],
        ['toID', toID],
      ] as const) {
        if (!this.#nodes.has(end)) this.#say('error', ['edges', index, key], `there is no node ${end}`);
      }
      this.#into.set(toID, [...(this.#into.get(toID) ?? []), fromID]);
      this.#from.set(fromID, [...(this.#from.get(fromID) ?? []), toID]);
    });
    if (!isAcceptable(this.issues)) return [];
    const taken = new Set<string>();
    for (const [index, node] of this.#graph.nodes.entries()) this.#readClaim(node, index, taken);
    for (const [index, node] of this.#graph.nodes.entries()) this.#readNode(node, index);
    return [...this.#drafts.values()];
  }

  #readClaim(node: Node, index: number, taken: Set<string>) {
    if (node.type !== 'I' || isRun(node)) return;
    const own = claimNode.safeParse(node.moot).data;
    const title = (node.text ?? '').replace(/\s*[\r\n]+\s*/g, ' ').trim();
    if (title === '') return this.#say('warning', ['nodes', index], 'this node is not taken over: it has no text');
    const name = own === undefined || taken.has(own.claim) ? makeSlug(title, taken) : own.claim;
    taken.add(name);
    const { claim: _, ...said } = own ?? {};
    const lineOf = () => findJsonPlace(this.#source, ['nodes', index]).line;
    this.#drafts.set(node.nodeID, { ...said, slug: name, title, stances: [], holders: [], relations: [], lineOf });
  }

  #readNode(node: Node, index: number) {
    const { type } = node;
    if (type === 'I') return;
    if (type === 'L') return this.#readLocution(node, index);
    if (type === 'YA' || isRun(node)) return;
    const kind = kinds[type];
    if (kind === undefined) {
      return this.#say('warning', ['nodes', index, 'type'], `a node of type ${type} is not taken over`);
    }
    const own = claimRelation.safeParse(node.moot).data;
    const sources = (this.#into.get(node.nodeID) ?? []).flatMap((from) => this.#drafts.get(from) ?? []);
    const [first, ...others] = sources;
    if (first === undefined) return this.#drop(index, 'no claim leads to it');
    if (own !== undefined) return void first.relations.push(own);
    const targets = this.#from.get(node.nodeID) ?? [];
    if (targets.length === 0) return this.#drop(index, 'it leads nowhere');
    for (const target of targets) this.#readTarget(first, others, kind, target, index);
  }

  #readTarget(first: OpenDraft, others: readonly OpenDraft[], kind: RelationKind, target: string, index: number) {
    const premises = kind === 'supports' || kind === 'rebuts' ? others.map((draft) => draft.slug) : [];
    if (premises.length < others.length) this.#drop(index, 'only its first premise', 'of this node');
    const claim = this.#drafts.get(target);
    const relation = claim === undefined ? this.#undercut(kind, target) : { kind, claim: claim.slug, premises };
    if (relation === undefined)
      return this.#drop(index, 'it leads to no claim and no inference that a claim can attack');
    if (relation.claim === first.slug) return this.#drop(index, 'a claim cannot bear on itself');
    const isKnown = first.relations.some((known) => known.kind === relation.kind && known.claim === relation.claim);
    if (isKnown) return this.#drop(index, `${first.slug} ${relation.kind} ${relation.claim} stands there already`);
    first.relations.push(relation);
  }

  /** A conflict with an inference: with the one from its first premise to its conclusion. */
  #undercut(kind: RelationKind, inference: string): RelationDraft | undefined {
    const [from] = (this.#into.get(inference) ?? []).flatMap((id) => this.#drafts.get(id) ?? []);
    const [to] = (this.#from.get(inference) ?? []).flatMap((id) => this.#drafts.get(id) ?? []);
    if (kind !== 'rebuts' || from === undefined || to === undefined) return undefined;
    return { kind: 'undercuts', claim: from.slug, toward: to.slug, premises: [] };
  }

  /** Through an illocution to a claim: a stance where a mail is named, else the speaker's name in words. */
  #readLocution(node: Node, index: number) {
    const said = (this.#from.get(node.nodeID) ?? []).flatMap((id) => [id, ...(this.#from.get(id) ?? [])]);
    const claims = said.flatMap((id) => this.#drafts.get(id) ?? []);
    if (claims.length === 0) return this.#drop(index, 'no claim is said by it');
    const own = stance.safeParse(node.moot).data;
    const speaker = this.#findSpeaker(node);
    for (const claim of claims) {
      if (own !== undefined) claim.stances.push(own);
      else if (speaker !== undefined && !claim.holders.includes(speaker)) claim.holders.push(speaker);
    }
    if (own === undefined) {
      const who = speaker === undefined ? 'nobody is named' : `${speaker} is named in the claim`;
      this.#say('warning', ['nodes', index], `this locution is no stance, for it has no mail: ${who}`);
    }
  }

  #findSpeaker({ nodeID }: Node): string | undefined {
    const personID = this.#graph.locutions?.find((locution) => locution.nodeID === nodeID)?.personID;
    const person = this.#graph.participants?.find(({ participantID }) => participantID === personID);
    const name = [person?.firstname, person?.surname].filter(
      (part) => part !== undefined && part !== null && part !== '',
    );
    return name.length === 0 ? undefined : name.join(' ');
  }

  #drop(index: number, why: string, what = 'this node') {
    const message = what === 'this node' ? `this node is not taken over: ${why}` : `${why} ${what} is taken over`;
    this.#say('warning', ['nodes', index], message);
  }

  #say(severity: Issue['severity'], path: readonly (string | number)[], message: string): void {
    this.issues.push(placeIssue(this.#source, this.#file, { path, message, severity }));
  }
}

/** The runs of a scenario, and the inference from them: an undercut of it names the scenario itself. */
function isRun({ moot }: Node): boolean {
  return typeof moot === 'object' && moot !== null && 'scenario' in moot && !('note' in moot);
}
