import { findArgument, type LabelledDebate } from '#lib/db/argument';
import { findDebateFront } from '#lib/db/debate';
import { getMoot } from '#lib/db/open';
import { StampedCache } from '#lib/db/stamped-cache';
import { makeDrawing } from '#lib/diagram/map/draw';
import type { MapDrawing } from '#lib/diagram/map/drawing';
import { layOut, type MapLayout } from '#lib/diagram/map/layout';
import { type MapChoice, type MapSelection, select } from '#lib/diagram/map/selection';
import type { MapAsked } from './map-query';

/** A map in its places, with what it was made from. */
export interface FoundMap {
  readonly debate: LabelledDebate;
  readonly choice: MapChoice;
  readonly selection: MapSelection;
  readonly drawing: MapDrawing;
  readonly layout: MapLayout;
}

/** Why there is no map. */
export type MapProblem = 'no such claim' | 'not known then' | 'no such policy' | 'no claims';

/** The map that an address asks for, or why there is none. */
export async function findMap(asked: MapAsked): Promise<FoundMap | MapProblem> {
  const { prisma } = await getMoot();
  const debate = await findDebateAt(asked);
  if (debate === undefined) return 'no such policy';
  const { graph, under, at } = debate;
  const focus = asked.isAll ? null : asked.claim === '' ? await findFirst(debate) : asked.claim;
  if (graph.claims.length === 0 || focus === undefined) return 'no claims';
  if (focus !== null && !graph.claims.some(({ slug }) => slug === focus)) {
    const known = await prisma.record.count({ where: { kind: 'claim', slug: focus } });
    return known === 0 ? 'no such claim' : 'not known then';
  }
  const choice: MapChoice = { focus, depth: asked.depth, folded: new Set(asked.folded) };
  const key = JSON.stringify([focus, asked.depth, asked.folded.toSorted(), under?.asked, at]);
  return { debate, choice, ...(await cache.get(prisma, key, async () => draw(debate, choice))) };
}

const cache = new StampedCache<Pick<FoundMap, 'selection' | 'drawing' | 'layout'>>(200);

function draw(debate: LabelledDebate, choice: MapChoice): Pick<FoundMap, 'selection' | 'drawing' | 'layout'> {
  const selection = select(debate.graph, choice);
  const drawing = makeDrawing(debate, selection, choice, debate.under?.asked ?? 'no policy');
  return { selection, drawing, layout: layOut(drawing) };
}

/**
 * The debate of a day, labelled under what is asked, by default under the newest release of that day; undefined where
 * `under` names nothing. Empty texts are as if nobody asked.
 */
export async function findDebateAt({ under, at }: Pick<MapAsked, 'under' | 'at'>): Promise<LabelledDebate | undefined> {
  return findArgument({ under: under === '' ? undefined : under, at: at === '' ? undefined : at });
}

/** The first claim that the debate features and that is known; else the first of all. */
async function findFirst({ graph }: LabelledDebate): Promise<string | undefined> {
  const { prisma } = await getMoot();
  const featured = (await findDebateFront(prisma))?.front.featured.map(({ claim }) => claim) ?? [];
  const known = new Set(graph.claims.map(({ slug }) => slug));
  return featured.find((slug) => known.has(slug)) ?? graph.claims[0]?.slug;
}
