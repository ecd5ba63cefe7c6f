import type { PolicyRun, Replay } from '#lib/scenario/run';

/** What the diagrams of a scenario are made from: replays and verdicts, never text that somebody typed. */
export interface Played {
  /** Title of the scenario. */
  readonly title: string;
  /** The schedule under the policy that is looked at. */
  readonly replay: Replay;
  /** The same schedule under every policy, in the order of the policies; the one that is looked at is among them. */
  readonly others: readonly Replay[];
  /** What is known about all schedules of the scenario; a policy that was not run is absent. */
  readonly runs: readonly PolicyRun[];
}

/** A row of the table that says the same as the diagram. */
export interface DiagramRow {
  readonly cells: readonly string[];
  /** True on the row of a step that breaks a property, or of a verdict that is violated. */
  readonly bad: boolean;
}

/** One diagram: mermaid source, and the same content in words. */
export interface Diagram {
  readonly kind: DiagramKindName;
  readonly title: string;
  /** One sentence for a reader who does not see the drawing. */
  readonly description: string;
  readonly source: string;
  readonly head: readonly string[];
  readonly rows: readonly DiagramRow[];
  /** What was left out, in a sentence; null when nothing was. */
  readonly note: string | null;
  /**
   * What to mark while a step is the current one, by number of the step (0 before the first): `m3` is the fourth message
   * of a sequence, any other word the id of a node; an empty string marks nothing.
   */
  readonly marks: readonly string[];
}

export type DiagramKindName = 'sequence' | 'page-states' | 'decision-flow' | 'argument-map';

/**
 * A way to draw a value: what was played, or the map of an argument. `build` gives several diagrams where there are
 * several things to draw, none where there is nothing.
 */
export interface DiagramKind<T = Played> {
  readonly kind: DiagramKindName;
  readonly title: string;
  /** What it shows, in one sentence. */
  readonly meaning: string;
  build(value: T): readonly Diagram[];
}
