import type { DiagramKind } from './diagram';
import { decisionFlow } from './kind/decision-flow';
import { pageStates } from './kind/page-states';
import { sequence } from './kind/sequence';

/** Every kind of diagram, in the order in which a page shows them. */
export const diagramKinds: readonly DiagramKind[] = [sequence, pageStates, decisionFlow];
