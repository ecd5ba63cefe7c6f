import { readAif } from '#lib/exchange/aif-read';
import { type Claim, type ExchangedDebate, listClaims } from '#lib/exchange/debate';
import type { Format } from '#lib/exchange/format';
import { type Inference, listInferences } from '#lib/exchange/inference';

/**
 * The Argument Interchange Format as AIFdb has it in JSON: I for claims, RA and CA for inferences for and against, PA where
 * one claim takes another's place, MA where two say the same or one says it of a narrower case, L and YA for who said so.
 * What AIF has no field for stands under the key `moot`, which other programs leave alone.
 */
export const aif: Format = {
  id: 'aif',
  title: 'AIF',
  meaning: 'Claims, inferences and who said so, for argument-mapping tools. Without scenarios, verdicts and prose.',
  extension: 'aif.json',
  mediaType: 'application/json',
  print: printAif,
  read: readAif,
};

interface Node {
  readonly nodeID: string;
  readonly text: string;
  readonly type: 'I' | 'RA' | 'CA' | 'PA' | 'MA' | 'L' | 'YA';
  readonly timestamp?: string;
  readonly moot?: object;
}

const types: Readonly<Record<Inference['kind'], Node['type']>> = {
  supports: 'RA',
  concedes: 'RA',
  tests: 'RA',
  rebuts: 'CA',
  undercuts: 'CA',
  contrary: 'CA',
  supersedes: 'PA',
  refines: 'MA',
  equivalent: 'MA',
};

function printAif(debate: ExchangedDebate): string {
  const claims = listClaims(debate);
  const graph = new Graph(debate);
  for (const claim of claims) graph.addClaim(claim);
  const inferences = listInferences(claims);
  for (const inference of inferences) graph.addInference(inference);
  for (const inference of inferences) graph.joinInference(inference);
  for (const claim of claims) graph.addLocutions(claim);
  return graph.print();
}

/** Nodes and edges in the making. Ids are numbered in the order of the debate, so the same debate gives the same text. */
class Graph {
  readonly #nodes: Node[] = [];
  readonly #edges: {
    readonly edgeID: string;
    readonly fromID: string;
    readonly toID: string;
    readonly formEdgeID: null;
  }[] = [];
  readonly #locutions: object[] = [];
  readonly #people: readonly { readonly slug: string; readonly name: string }[];
  readonly #ids = new Map<string, string>();

  constructor(debate: ExchangedDebate) {
    this.#people = debate.records.flatMap(({ kind, slug, front }) =>
      kind === 'person' && 'title' in front ? [{ slug, name: front.title }] : [],
    );
  }

  addClaim({ slug, front }: Claim): void {
    const { title, kind, why, topic, order, hindsight } = front;
    this.#add(`claim:${slug}`, { text: title, type: 'I', moot: { claim: slug, kind, why, topic, order, hindsight } });
  }

  addInference({ id, kind, relation, scenario }: Inference): void {
    const text = relation === null ? `What the runs of ${scenario} say` : `Default ${kind}`;
    const { date } = relation ?? {};
    const timestamp = date === undefined ? {} : { timestamp: `${date} 00:00:00` };
    const moot = relation === null ? { kind, scenario } : relation;
    this.#add(`inference:${id}`, { text, type: types[kind], ...timestamp, moot });
  }

  joinInference({ id, premises, scenario, targets }: Inference): void {
    if (scenario !== null) {
      this.#add(`run:${scenario}`, { text: `The runs of ${scenario}`, type: 'I', moot: { scenario } });
      this.#join(`run:${scenario}`, `inference:${id}`);
    }
    for (const premise of premises) this.#join(`claim:${premise}`, `inference:${id}`);
    for (const target of targets) {
      this.#join(`inference:${id}`, target.is === 'claim' ? `claim:${target.claim}` : `inference:${target.inference}`);
    }
  }

  /** What somebody said of a claim, and that it was this claim that was said. */
  addLocutions({ slug, front }: Claim): void {
    front.stances.forEach((stance, index) => {
      const { person, attitude, date } = stance;
      const name = this.#people.find((one) => one.slug === person)?.name ?? person;
      const timestamp = `${date} 00:00:00`;
      const locution = `locution:${slug}:${index}`;
      this.#add(locution, { text: `${name} ${attitude}: ${front.title}`, type: 'L', timestamp, moot: stance });
      this.#add(`${locution}:yields`, {
        text: attitude === 'rejects' ? 'Disagreeing' : 'Asserting',
        type: 'YA',
        timestamp,
      });
      this.#join(locution, `${locution}:yields`);
      this.#join(`${locution}:yields`, `claim:${slug}`);
      const personID = String(this.#people.findIndex((one) => one.slug === person) + 1);
      this.#locutions.push({
        nodeID: this.#ids.get(locution),
        personID,
        timestamp,
        start: date,
        end: null,
        source: null,
      });
    });
  }

  print(): string {
    const participants = this.#people.map(({ slug, name }, index) => {
      const [firstname = '', ...rest] = name.split(' ');
      return { participantID: String(index + 1), firstname, surname: rest.join(' '), moot: slug };
    });
    const graph = { nodes: this.#nodes, edges: this.#edges, locutions: this.#locutions, participants };
    return `${JSON.stringify(graph, null, 2)}\n`;
  }

  #add(key: string, node: Omit<Node, 'nodeID'>): void {
    if (this.#ids.has(key)) return;
    const nodeID = String(this.#nodes.length + 1);
    this.#ids.set(key, nodeID);
    this.#nodes.push({ nodeID, ...node });
  }

  #join(from: string, to: string): void {
    const [fromID, toID] = [this.#ids.get(from), this.#ids.get(to)];
    // A link to nothing is refused when records are stored; a part of a debate may leave some out.
    if (fromID === undefined || toID === undefined) return;
    this.#edges.push({ edgeID: String(this.#edges.length + 1), fromID, toID, formEdgeID: null });
  }
}
