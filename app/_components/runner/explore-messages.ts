import type { PolicyRun } from '#lib/scenario/run';
import type { Issue } from '#lib/scenario/scenario';
import type { Bounds } from '#lib/scenario/simulator';

/** What a page asks of the worker. `run` numbers the requests of one page; a new run cancels the one before. */
export type ExploreRequest =
  | {
      readonly type: 'run';
      readonly run: number;
      readonly simulator: string;
      readonly text: string;
      readonly policies: readonly string[];
      /** Kinds of page: each policy is run on each. */
      readonly kinds: readonly string[];
      readonly bounds: Bounds;
    }
  | { readonly type: 'stop' }
  /** Answered with `ready`: the worker has loaded its code. Then it plays the text a little, for nobody. */
  | { readonly type: 'warm'; readonly simulator: string; readonly text: string };

/** How far a search is. `done` of `of` runs are finished; one is a policy on a kind of page. */
export interface ExploreProgress {
  readonly policy: string;
  readonly kind: string;
  readonly done: number;
  readonly of: number;
  readonly states: number;
  readonly depth: number;
  /** States found in a second, since the search of this policy began; 0 while nothing is known. */
  readonly perSecond: number;
  /** False once all states are found, and their schedules are counted and traced. */
  readonly isSearching: boolean;
}

export type ExploreAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly run: number; readonly progress: ExploreProgress }
  | { readonly type: 'policy'; readonly run: number; readonly result: PolicyRun }
  | { readonly type: 'issues'; readonly run: number; readonly issues: readonly Issue[] }
  | { readonly type: 'failed'; readonly run: number; readonly why: string }
  | { readonly type: 'stopped'; readonly run: number; readonly progress: ExploreProgress }
  | { readonly type: 'done'; readonly run: number; readonly engine: string; readonly ms: number };
