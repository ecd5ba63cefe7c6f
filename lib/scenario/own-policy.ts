import type { Comparison, Remarked } from '#lib/scenario/scenario';

/**
 * A policy of one's own, as a text says it: it starts from another and answers some decision points itself. Plain JSON,
 * without any knowledge of what the decisions are about: that comes from the simulator, as `OwnForms`.
 */
export interface OwnPolicy extends Remarked {
  readonly id: string;
  /** The policy, combination or kernel whose answers it has where no line says otherwise: `A4`, `B0+A5`, `5.12`. */
  readonly like: string;
  /** In the order of the text: of the rules of one point, the first that ends the question decides. */
  readonly lines: readonly (OwnRule | OwnSetting)[];
}

/** `at write fault: reuse when page_count = 1`. */
export interface OwnRule extends Remarked {
  readonly type: 'rule';
  readonly point: string;
  readonly does: string;
  /** Null where it is done always. */
  readonly when: OwnCondition | null;
}

/** `set reclaim_tests_pins yes`. */
export interface OwnSetting extends Remarked {
  readonly type: 'setting';
  readonly name: string;
  readonly value: string;
}

/** Something that is true or false, or a number; where a number is wanted, true counts 1 and false 0. */
export type OwnCondition =
  | { readonly is: 'number'; readonly value: number }
  /** `page_count`, `held_by(pin)`. `of` is null where nothing stands in brackets. */
  | { readonly is: 'ask'; readonly ask: string; readonly of: string | null }
  /** `kind = thp`, `kind != base`. */
  | { readonly is: 'word'; readonly ask: string; readonly op: '=' | '!='; readonly word: string }
  | {
      readonly is: 'sum';
      readonly first: OwnCondition;
      readonly rest: readonly { readonly op: '+' | '-'; readonly of: OwnCondition }[];
    }
  | { readonly is: 'compare'; readonly left: OwnCondition; readonly op: Comparison; readonly right: OwnCondition }
  | { readonly is: 'not'; readonly of: OwnCondition }
  | { readonly is: 'and' | 'or'; readonly of: readonly OwnCondition[] };

/** Something that a rule may look at. */
export interface AskForm {
  readonly name: string;
  readonly meaning: string;
  /** A number, a truth, or one of these words. */
  readonly gives: 'number' | 'truth' | readonly string[];
  /** What may stand in brackets behind it; absent where nothing does. */
  readonly of?: readonly string[];
}

/** Something that a rule may have done. */
export interface DoForm {
  readonly name: string;
  readonly meaning: string;
  /**
   * `ends`: the question is answered. `waits`: it is asked again later, so nothing may have changed yet. `changes`:
   * something is done and the next line is asked. `notes`: a part of the answer; the next line is asked.
   */
  readonly way: 'ends' | 'waits' | 'changes' | 'notes';
}

/** A question that policies answer differently. */
export interface PointForm {
  readonly name: string;
  /** When it is asked. */
  readonly meaning: string;
  readonly does: readonly DoForm[];
  /** What is done where no line ends the question. */
  readonly otherwise: string;
  /** Names of what may be looked at here. */
  readonly asks: readonly string[];
  /** Of these `does` the rules of one policy may have one alone: the choice is made before anything is looked at. */
  readonly oneOf?: readonly string[];
}

/** An answer that looks at nothing. */
export interface SettingForm {
  readonly name: string;
  readonly meaning: string;
  readonly values: readonly string[];
}

/** What a simulator lets a policy of one's own say. */
export interface OwnForms {
  readonly points: readonly PointForm[];
  readonly settings: readonly SettingForm[];
  readonly asks: readonly AskForm[];
  /** Whether this names a policy, a combination or a kernel that one may start from. */
  names(text: string): boolean;
}
