import type { DiagramKind } from '#lib/diagram/diagram';
import { argumentMap } from '#lib/diagram/kind/argument-map';
import { decisionFlow } from '#lib/diagram/kind/decision-flow';
import { pageStates } from '#lib/diagram/kind/page-states';
import { sequence } from '#lib/diagram/kind/sequence';

import type { MapDrawing } from '#lib/diagram/map/drawing';

/** Every kind of diagram of what was played, in the order in which a page shows them. */
export const diagramKinds: readonly DiagramKind[] = [sequence, pageStates, decisionFlow];

/** Every kind of diagram of an argument. */
export const argumentKinds: readonly DiagramKind<MapDrawing>[] = [argumentMap];
