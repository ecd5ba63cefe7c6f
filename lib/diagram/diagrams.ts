import type { DiagramKind } from '#lib/diagram/diagram';
import { decisionFlow } from '#lib/diagram/kind/decision-flow';
import { pageStates } from '#lib/diagram/kind/page-states';
import { sequence } from '#lib/diagram/kind/sequence';

/** Every kind of diagram, in the order in which a page shows them. */
export const diagramKinds: readonly DiagramKind[] = [sequence, pageStates, decisionFlow];
