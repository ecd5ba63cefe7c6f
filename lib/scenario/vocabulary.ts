import type { OwnForms } from '#lib/scenario/own-policy';
import type { KindInfo, PolicyInfo, PropertyInfo, StepForm } from '#lib/scenario/simulator';

/** A form of step as the parser needs it. */
export interface Form extends StepForm {
  /** Kinds of actor that may do it. */
  readonly by: readonly string[];
  /** Kinds of page on which it makes sense; absent where it does on all. */
  readonly pageKinds?: readonly string[];
  /** What its register may show that no step can store; values of the scenarios that have such a step, and of no other. */
  readonly results?: readonly string[];
  /** Slots that name something new, beside those behind `->`: what `map` maps. */
  readonly defines?: readonly SlotKind[];
}

/** Something that can be measured in a state: `page_count(P:v)`. */
export interface MeasureForm {
  readonly name: string;
  readonly meaning: string;
}

/** What a simulator tells the language: everything that the frame does not know. */
export interface Vocabulary {
  /** First word of its scenarios. */
  readonly id: string;
  /** Kinds of actor. The first is the one that an undeclared actor has. */
  readonly kinds: readonly string[];
  readonly forms: readonly Form[];
  readonly measures: readonly MeasureForm[];
  readonly properties: readonly PropertyInfo[];
  readonly policies: readonly PolicyInfo[];
  readonly pageKinds: readonly KindInfo[];
  /** Values that every scenario knows. */
  readonly values: readonly string[];
  /** Those of `values` that a register may show and no step can store. */
  readonly results?: readonly string[];
  /** What a policy of one's own may say; absent where a text brings none. */
  readonly own?: OwnForms;
}

/**
 * What stands in a slot of a syntax. `VAR` a variable, `PLACE` and `TARGET` a variable of a process (`P:v`), `HANDLE` a
 * reference, `OBJECT` a variable or a handle, either with a half (`.0`, `.1`), `FILE` a file, `REG` a register, `VALUE`,
 * `PROCESS`, `NUMBER`.
 */
export const slotKinds = [
  'VAR',
  'PLACE',
  'TARGET',
  'HANDLE',
  'OBJECT',
  'FILE',
  'REG',
  'VALUE',
  'PROCESS',
  'NUMBER',
] as const;

export type SlotKind = (typeof slotKinds)[number];

export type SyntaxPart =
  | { readonly is: 'word'; readonly word: string }
  /** `defines`: the slot names something new (it stands after `->`, or is what `map` and `fork` bring). */
  | { readonly is: 'slot'; readonly slot: SlotKind }
  /** May be left out. One without a slot is told by its words, which stand as its argument. */
  | { readonly is: 'optional'; readonly parts: readonly SyntaxPart[] };

/** What an optional part without a slot is called among a step's arguments: its words. Undefined for one with a slot. */
export function optionOf(parts: readonly SyntaxPart[]): string | undefined {
  const words = parts.map((part) => (part.is === 'word' ? part.word : undefined));
  return words.includes(undefined) ? undefined : words.join(' ');
}

/** Reads `read OBJECT [-> REG]`. */
export function parseSyntax(syntax: string): readonly SyntaxPart[] {
  const parts: SyntaxPart[] = [];
  for (const [token] of syntax.matchAll(/\[[^\]]*\]|\S+/g)) {
    const slot = slotKinds.find((kind) => kind === token);
    if (token.startsWith('[')) parts.push({ is: 'optional', parts: parseSyntax(token.slice(1, -1)) });
    else parts.push(slot === undefined ? { is: 'word', word: token } : { is: 'slot', slot });
  }
  return parts;
}
