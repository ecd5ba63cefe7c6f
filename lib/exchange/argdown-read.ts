import { z } from 'zod';
import type { Issue } from '#lib/argument/issue';
import { claimKinds, claimRelation } from '#lib/argument/record/claim';
import { list, slug, stance } from '#lib/argument/record/fields';
import { isAttack, type RelationKind, relationKinds } from '#lib/argument/relation';
import {
  type ArgdownDocument,
  type ArgdownElement,
  type ArgdownInference,
  type ArgdownRelation,
  parseArgdown,
} from '#lib/exchange/argdown-syntax';
import type { ClaimDraft, RelationDraft } from '#lib/exchange/draft';
import type { Reading } from '#lib/exchange/format';
import { makeSlug } from '#lib/exchange/slug';

const claimData = z.strictObject({
  claim: slug.optional(),
  kind: z.enum(claimKinds, `expected ${claimKinds.join(', ')}`).optional(),
  topic: slug.optional(),
  order: z.int().optional(),
  why: z.string().optional(),
  hindsight: z.string().optional(),
  stances: list(stance),
  relations: list(claimRelation),
});

const argumentData = z.strictObject({
  kind: z.enum([...relationKinds, 'tests'], `expected ${relationKinds.join(', ')}`).optional(),
  person: z.string().optional(),
  message: z.string().optional(),
  date: z.string().optional(),
  /** Where a class has several claims, which of them are meant. */
  from: z.union([z.string(), z.array(z.string())]).optional(),
  claim: z.string().optional(),
  toward: z.string().optional(),
  scenario: z.string().optional(),
});

type ArgumentData = z.infer<typeof argumentData>;

/** Reads Argdown as claims. What has no place in a claim is named with its line. */
export function readArgdown(text: string, file: string): Reading {
  const document = parseArgdown(text, file);
  const translator = new Translator(document, file);
  const drafts = translator.translate();
  const issues = [...document.issues, ...translator.issues].toSorted((a, b) => a.line - b.line);
  return { is: 'drafts', drafts, issues };
}

/** A claim while relations are added to it. */
interface OpenDraft extends ClaimDraft {
  readonly relations: RelationDraft[];
}

class Translator {
  readonly issues: Issue[] = [];
  readonly #document: ArgdownDocument;
  readonly #file: string;
  readonly #drafts = new Map<string, OpenDraft>();
  /** Claims by the title of their class, the one that has its name first. */
  readonly #classes = new Map<string, string[]>();
  /** The class that a conclusion denies, by the title of the conclusion. */
  readonly #negations = new Map<string, string>();
  /** Arguments that have premises and conclusion, by title. */
  readonly #steps = new Map<string, readonly ArgdownInference[]>();
  readonly #arguments = new Map<string, ArgumentData & { readonly note?: string }>();

  constructor(document: ArgdownDocument, file: string) {
    this.#document = document;
    this.#file = file;
  }

  translate(): readonly ClaimDraft[] {
    const { elements, inferences, relations, front } = this.#document;
    for (const key of Object.keys(front)) {
      if (key !== 'title' && key !== 'model')
        this.#note(1, `the setting "${key}" of the front matter is not taken over`);
    }
    for (const inference of inferences) {
      const { argument } = inference;
      if (argument === undefined) continue;
      this.#steps.set(argument.title, [...(this.#steps.get(argument.title) ?? []), inference]);
    }
    for (const element of elements) if (element.is === 'argument') this.#readArgument(element);
    const taken = new Set<string>();
    for (const element of elements) this.#readClaim(element, taken);
    for (const element of elements) this.#readOwnRelations(element);
    for (const inference of inferences) this.#readInference(inference);
    for (const relation of relations) this.#readRelation(relation);
    return [...this.#drafts.values()];
  }

  #readArgument(element: ArgdownElement) {
    const known = this.#arguments.get(element.title);
    const isOurs = this.#steps.has(element.title) || 'kind' in element.data || known?.kind !== undefined;
    if (!isOurs) return;
    const data = this.#check(argumentData, element) ?? {};
    const note = element.text === '' ? known?.note : element.text;
    this.#arguments.set(element.title, { ...known, ...data, ...(note === undefined ? {} : { note }) });
  }

  /** A statement, or an argument that nobody took apart: one sentence that others bear on. */
  #readClaim(element: ArgdownElement, taken: Set<string>) {
    if (element.is === 'argument' && this.#arguments.has(element.title)) return;
    const { negates, ...rest } = element.data;
    if (typeof negates === 'string') return void this.#negations.set(element.title, negates);
    if (this.#negations.has(element.title)) return;
    for (const tag of element.tags) this.#note(element.line, `the tag "${tag}" is not taken over`);
    const members = this.#classes.get(className(element)) ?? [];
    const isMention = element.text === '' && Object.keys(rest).length === 0;
    if (isMention && (members.length > 0 || this.#isDefined(element))) return;
    const data = this.#check(claimData, { ...element, data: rest }) ?? { stances: [], relations: [] };
    if (members.length > 0 && data.claim === undefined) {
      this.#note(element.line, `another wording of [${element.title}] is not taken over: "${element.text}"`);
      return;
    }
    const { claim, stances, relations: _, ...said } = data;
    const wanted = claim ?? element.title;
    const isName = slug.safeParse(wanted).success && !taken.has(wanted) && !element.isUntitled;
    const name = isName ? wanted : makeSlug(element.isUntitled ? element.text : element.title, taken);
    taken.add(name);
    const isSilent = element.text === '' && wanted === name;
    const title = isSilent ? undefined : element.text === '' ? element.title : element.text;
    this.#drafts.set(name, {
      ...said,
      slug: name,
      title,
      stances,
      holders: [],
      relations: [],
      lineOf: () => element.line,
    });
    this.#classes.set(className(element), [...members, name]);
  }

  /** Whether the text says elsewhere what the statement of that title is. */
  #isDefined(element: ArgdownElement): boolean {
    return this.#document.elements.some(
      (other) => className(other) === className(element) && (other.text !== '' || Object.keys(other.data).length > 0),
    );
  }

  #readOwnRelations(element: ArgdownElement) {
    if (element.is === 'argument' || !('relations' in element.data)) return;
    const { claim, relations } = claimData.partial().safeParse(element.data).data ?? {};
    const from = claim ?? this.#classes.get(className(element))?.[0];
    for (const relation of relations ?? []) if (from !== undefined) this.#add(from, relation, element.line);
  }

  #readInference({ argument, premises, conclusion, line }: ArgdownInference) {
    const data = argument === undefined ? undefined : this.#arguments.get(argument.title);
    const from = typeof data?.from === 'string' ? [data.from] : data?.from;
    const sources = premises.flatMap((premise, index) => this.#find(premise, from?.[index]) ?? []);
    const negated = this.#negations.get(conclusion.title);
    const target =
      negated === undefined ? this.#find(conclusion, data?.claim) : this.#pick(this.#classes.get(negated), data?.claim);
    const [first, ...others] = sources;
    if (first === undefined || target === undefined || sources.length < premises.length) {
      return this.#note(line, 'this inference is not taken over: its premises or its conclusion are no claims');
    }
    const said = data?.kind === 'tests' ? undefined : data?.kind;
    const kind = said ?? (negated === undefined ? 'supports' : 'rebuts');
    if (isAttack(kind) !== (negated !== undefined) && kind !== 'supersedes') {
      return this.#note(line, `this inference is not taken over: ${kind} does not fit its conclusion`);
    }
    this.#add(first, { ...sourceOf(data), kind, claim: target, premises: others }, line);
  }

  #readRelation({ kind, from, to, line }: ArgdownRelation) {
    // What a negation denies: said already.
    const isNegation = this.#negations.has(from.title) || this.#negations.has(to.title);
    if (isNegation && (kind === 'attack' || kind === 'contradiction')) return;
    const own = to.is === 'argument' || from.is === 'argument' ? this.#arguments.get(from.title) : undefined;
    if (own?.kind === 'tests') return;
    const undercutting = to.is === 'argument' ? this.#arguments.get(to.title) : undefined;
    if (undercutting?.kind === 'undercuts' && kind === 'support')
      return this.#readOwnUndercut(undercutting, from, line);
    if (own?.kind === 'undercuts') return;
    const source = this.#sourceOf(from);
    if (source === undefined) return this.#note(line, `this relation is not taken over: [${from.title}] is no claim`);
    if (to.is === 'argument' && this.#steps.has(to.title)) return this.#attackStep(kind, source, to, line);
    const target = this.#find(to, undefined);
    if (target === undefined) return this.#note(line, `this relation is not taken over: [${to.title}] is no claim`);
    const said = this.#translate(kind, from, to);
    if (said === 'contrary' && this.#areContrary(className(from), className(to))) return;
    this.#add(source.claim, { kind: said, claim: target, premises: source.premises }, line);
  }

  /** Whether the data of a member says so already, and of which member it is true. */
  #areContrary(a: string, b: string): boolean {
    const says = (from: string, to: string) =>
      this.#classes
        .get(from)
        ?.some((member) =>
          this.#drafts
            .get(member)
            ?.relations.some(({ kind, claim }) => kind === 'contrary' && this.#classes.get(to)?.includes(claim)),
        ) === true;
    return says(a, b) || says(b, a);
  }

  #readOwnUndercut(data: ArgumentData & { readonly note?: string }, from: ArgdownElement, line: number) {
    const source = this.#find(from, typeof data.from === 'string' ? data.from : undefined);
    const { claim, toward, scenario } = data;
    if (source === undefined || claim === undefined) {
      return this.#note(line, 'this undercut is not taken over: expected whose inference is meant, as claim');
    }
    const rest = { ...(toward === undefined ? {} : { toward }), ...(scenario === undefined ? {} : { scenario }) };
    this.#add(source, { ...sourceOf(data), kind: 'undercuts', claim, premises: [], ...rest }, line);
  }

  /** What bears on an argument that was taken apart bears on its last inference. */
  #attackStep(kind: ArgdownRelation['kind'], source: Source, to: ArgdownElement, line: number) {
    const step = this.#steps.get(to.title)?.at(-1);
    const claim = step?.premises[0] === undefined ? undefined : this.#find(step.premises[0], undefined);
    const toward = step === undefined ? undefined : this.#find(step.conclusion, undefined);
    if (kind === 'support' || claim === undefined || toward === undefined) {
      return this.#note(line, `this relation is not taken over: a claim cannot bear so on the inference <${to.title}>`);
    }
    this.#add(source.claim, { kind: 'undercuts', claim, toward, premises: [] }, line);
  }

  /** Between statements strict mode calls an attack contrary; everywhere else somebody argues. */
  #translate(kind: ArgdownRelation['kind'], from: ArgdownElement, to: ArgdownElement): RelationKind {
    if (kind === 'undercut') return 'undercuts';
    if (kind === 'support') return 'supports';
    const { model } = this.#document.front;
    const isStrict = typeof model === 'object' && model !== null && 'mode' in model && model.mode === 'strict';
    const isContrary = isStrict && from.is === 'statement' && to.is === 'statement';
    return kind === 'contradiction' || isContrary ? 'contrary' : 'rebuts';
  }

  /** The claims that an element stands for where it bears on another. */
  #sourceOf(from: ArgdownElement): Source | undefined {
    const [step] = from.is === 'argument' ? (this.#steps.get(from.title)?.slice(-1) ?? []) : [];
    const [claim, ...premises] =
      step === undefined
        ? [this.#find(from, undefined)]
        : step.premises.map((premise) => this.#find(premise, undefined));
    if (claim === undefined) return undefined;
    return { claim, premises: premises.flatMap((premise) => premise ?? []) };
  }

  #find(element: ArgdownElement, hint: string | undefined): string | undefined {
    return this.#pick(this.#classes.get(className(element)), hint);
  }

  #pick(members: readonly string[] | undefined, hint: string | undefined): string | undefined {
    return members?.find((member) => member === hint) ?? members?.[0];
  }

  #add(from: string, relation: RelationDraft, line: number) {
    const draft = this.#drafts.get(from);
    if (draft === undefined) return;
    if (from === relation.claim) return this.#note(line, `this relation is not taken over: ${from} bears on itself`);
    const isKnown = (owner: string, kind: RelationKind, claim: string) =>
      this.#drafts.get(owner)?.relations.some((known) => known.kind === kind && known.claim === claim) === true;
    const isTwoWay = relation.kind === 'contrary' || relation.kind === 'equivalent';
    if (isKnown(from, relation.kind, relation.claim)) {
      if (!isTwoWay)
        this.#note(line, `the same relation stands here twice: ${from} ${relation.kind} ${relation.claim}`);
      return;
    }
    if (isTwoWay && isKnown(relation.claim, relation.kind, from)) return;
    draft.relations.push(relation);
  }

  #check<T>(schema: z.ZodType<T>, element: ArgdownElement): T | undefined {
    const result = schema.safeParse(element.data);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues) {
      const field = path.length === 0 ? '' : `${path.join('.')}: `;
      this.issues.push(this.#issue('error', element.line, `[${element.title}]: ${field}${message}`));
    }
    return undefined;
  }

  #note(line: number, message: string) {
    this.issues.push(this.#issue('warning', line, message));
  }

  #issue(severity: Issue['severity'], line: number, message: string): Issue {
    return { severity, code: 'argdown', message, file: this.#file, line, column: 1, field: null };
  }
}

interface Source {
  readonly claim: string;
  readonly premises: readonly string[];
}

/** Statements and arguments have names of their own. */
function className({ is, title }: ArgdownElement): string {
  return is === 'statement' ? title : `<${title}>`;
}

function sourceOf(data: (ArgumentData & { readonly note?: string }) | undefined) {
  const { person, message, date, note } = data ?? {};
  return { person, message, date, note };
}
