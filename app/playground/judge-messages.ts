import type { Compared } from '#lib/scenario/compare-runs';
import type { OwnPolicy } from '#lib/scenario/own-policy';

/** A scenario to be judged. */
export interface JudgedText {
  readonly slug: string;
  readonly title: string;
  readonly simulator: string;
  readonly text: string;
}

/** What a page asks of the worker: to judge scenarios under one of the policies of a text. */
export interface JudgeRequest {
  readonly simulator: string;
  readonly policies: readonly OwnPolicy[];
  /** Id of the policy among them. */
  readonly policy: string;
  readonly scenarios: readonly JudgedText[];
}

/** One scenario on one kind of page. */
export interface JudgedRow extends Compared {
  readonly slug: string;
  readonly title: string;
}

export type JudgeAnswer =
  /** `done` of `of` scenarios are finished, and `slug` is next. */
  | { readonly type: 'progress'; readonly done: number; readonly of: number; readonly slug: string }
  | { readonly type: 'row'; readonly row: JudgedRow }
  /** `unread`: slugs of scenarios whose text cannot be read. */
  | { readonly type: 'done'; readonly ms: number; readonly unread: readonly string[] }
  | { readonly type: 'failed'; readonly why: string };
