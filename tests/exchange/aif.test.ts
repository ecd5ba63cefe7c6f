import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aif } from '#lib/exchange/aif';
import { type Claim, type ExchangedDebate, listClaims } from '#lib/exchange/debate';
import { completeDrafts } from '#lib/exchange/draft';
import { claims as anyClaims } from '../arbitrary/debate';
import { keepSayable, makeDebate, readDebate } from './corpus';

interface Graph {
  readonly nodes: readonly { readonly nodeID: string; readonly type: string; readonly text: string }[];
  readonly edges: readonly { readonly fromID: string; readonly toID: string }[];
  readonly locutions: readonly { readonly nodeID: string; readonly personID: string }[];
  readonly participants: readonly {
    readonly participantID: string;
    readonly firstname: string;
    readonly surname: string;
  }[];
}

function read(text: string) {
  const reading = aif.read!(text, 'x.json');
  if (reading.is !== 'drafts') throw new Error('expected drafts');
  return {
    drafts: reading.drafts,
    said: reading.issues.map(({ line, field, message }) => `${line}: ${field}: ${message}`),
  };
}

function readBack(debate: ExchangedDebate): { readonly records: readonly unknown[]; readonly said: readonly string[] } {
  const { drafts, said } = read(aif.print(debate));
  const { records } = completeDrafts(drafts, { from: 'x', date: '2026-01-01', topic: 'reuse', existing: [] });
  return { records: records.map(({ record }) => withoutReason(record as Claim)), said };
}

/** A factual claim that comes alone says why it has no scenario. */
function withoutReason(claim: Claim): unknown {
  const { noScenario: _, ...front } = claim.front;
  return { ...claim, front };
}

describe('AIF', () => {
  it('gives the whole debate back, as far as AIF can say it', async () => {
    const debate = await readDebate();
    const { records, said } = readBack(debate);
    expect(said).toEqual([]);
    expect(records).toEqual(keepSayable(debate).map(withoutReason));
  });

  it('gives any claims back', () => {
    fc.assert(
      fc.property(anyClaims, (claims) => {
        const debate = makeDebate(claims);
        expect(readBack(debate)).toEqual({ records: keepSayable(debate), said: [] });
      }),
    );
  });

  it('keeps to the rules of AIF: claims are joined through a node that says how', async () => {
    const debate = await readDebate();
    const { nodes, edges, locutions, participants }: Graph = JSON.parse(aif.print(debate));
    const typeOf = new Map(nodes.map(({ nodeID, type }) => [nodeID, type]));
    expect(new Set(nodes.map(({ nodeID }) => nodeID)).size).toBe(nodes.length);
    const isInformation = (type: string | undefined) => type === 'I' || type === 'L';
    for (const { fromID, toID } of edges) {
      expect(isInformation(typeOf.get(fromID)) && isInformation(typeOf.get(toID))).toBe(false);
      expect([typeOf.has(fromID), typeOf.has(toID)]).toEqual([true, true]);
    }
    for (const { nodeID, type } of nodes) {
      if (type === 'I' || type === 'L') continue;
      expect(
        edges.some(({ toID }) => toID === nodeID),
        `into ${nodeID}`,
      ).toBe(true);
    }
    const stances = listClaims(debate).flatMap(({ front }) => front.stances);
    expect(locutions).toHaveLength(stances.length);
    expect(participants.map(({ firstname, surname }) => `${firstname} ${surname}`)).toContain('Linus Torvalds');
  });

  it('takes over what another program wrote, and names the rest', () => {
    const graph = {
      nodes: [
        { nodeID: 1, text: 'A lock is fair.', type: 'I', timestamp: '' },
        { nodeID: 2, text: 'A queue keeps order.', type: 'I' },
        { nodeID: 3, text: 'Order is fairness.', type: 'I' },
        { nodeID: 4, text: 'Default Inference', type: 'RA' },
        { nodeID: 5, text: 'Queues are slow.', type: 'I' },
        { nodeID: 6, text: 'Default Conflict', type: 'CA' },
        { nodeID: 7, text: 'Ann: a lock is fair', type: 'L' },
        { nodeID: 8, text: 'Asserting', type: 'YA' },
        { nodeID: 9, text: 'Default Transition', type: 'TA' },
      ],
      edges: [
        [2, 4],
        [3, 4],
        [4, 1],
        [5, 6],
        [6, 4],
        [7, 8],
        [8, 1],
      ].map(([fromID, toID], edgeID) => ({ edgeID, fromID, toID, formEdgeID: null })),
      locutions: [{ nodeID: 7, personID: 3 }],
      participants: [{ participantID: 3, firstname: 'Ann', surname: 'Ek' }],
    };
    const { drafts, said } = read(JSON.stringify(graph, null, 1));
    expect(drafts.map(({ slug, holders, relations }) => ({ slug, holders, relations }))).toEqual([
      { slug: 'a-lock-is-fair', holders: ['Ann Ek'], relations: [] },
      {
        slug: 'a-queue-keeps-order',
        holders: [],
        relations: [{ kind: 'supports', claim: 'a-lock-is-fair', premises: ['order-is-fairness'] }],
      },
      { slug: 'order-is-fairness', holders: [], relations: [] },
      {
        slug: 'queues-are-slow',
        holders: [],
        relations: [{ kind: 'undercuts', claim: 'a-queue-keeps-order', toward: 'a-lock-is-fair', premises: [] }],
      },
    ]);
    expect(said).toEqual([
      '34: $.nodes[6]: this locution is no stance, for it has no mail: Ann Ek is named in the claim',
      '47: $.nodes[8].type: a node of type TA is not taken over',
    ]);
    const [fair] = completeDrafts(drafts, { from: 'x.json', date: '2026-01-01', topic: 't', existing: [] }).records;
    expect((fair!.record as Claim).front).toMatchObject({ kind: 'verbal', topic: 't', order: 1, stances: [] });
    expect((fair!.record as Claim).front.why).toBe(
      'Imported from x.json; nobody has judged yet what would decide it. Held there by Ann Ek, without a mail.',
    );
  });

  it.each([
    ['{"nodes": [', '1: null: expected JSON: Unexpected end of JSON input'],
    ['{"nodes": []}', '1: $.edges: expected a list of edges'],
    ['{"nodes": [\n{"text": "x", "type": "I"}], "edges": []}', '2: $.nodes[0].nodeID: expected an id'],
    ['{"nodes": [],\n"edges": [{"fromID": 1, "toID": 2}]}', '2: $.edges[0].fromID: there is no node 1'],
  ])('%j is refused with line and path', (bad, message) => {
    expect(read(bad)).toMatchObject({ drafts: [] });
    expect(read(bad).said).toContain(message);
  });
});
