import { parse, YAMLParseError } from 'yaml';
import type { Issue } from '#lib/argument/issue';

/** What a line refers to or defines. */
export interface ArgdownElement {
  readonly is: 'statement' | 'argument';
  /** As written; made up for what has none (`untitled 3`), so that it can be referred to. */
  readonly title: string;
  readonly isUntitled: boolean;
  /** Empty for a mere reference. */
  readonly text: string;
  readonly tags: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  /** 1-based. */
  readonly line: number;
}

export type ArgdownRelationKind = 'support' | 'attack' | 'undercut' | 'contradiction';

export interface ArgdownRelation {
  readonly kind: ArgdownRelationKind;
  readonly from: ArgdownElement;
  readonly to: ArgdownElement;
  readonly line: number;
}

/** A step of a reconstructed argument: from what stands above the line to what stands below. */
export interface ArgdownInference {
  /** Undefined where no argument stands before it. */
  readonly argument: ArgdownElement | undefined;
  readonly premises: readonly ArgdownElement[];
  readonly conclusion: ArgdownElement;
  readonly line: number;
}

export interface ArgdownDocument {
  readonly front: Readonly<Record<string, unknown>>;
  /** In the order of the text; one title may stand there several times. */
  readonly elements: readonly ArgdownElement[];
  readonly relations: readonly ArgdownRelation[];
  readonly inferences: readonly ArgdownInference[];
  readonly issues: readonly Issue[];
}

/** An element while its lines are still read. */
interface Draft extends ArgdownElement {
  text: string;
  tags: readonly string[];
  data: Readonly<Record<string, unknown>>;
}

const operators: Readonly<Record<string, { readonly kind: ArgdownRelationKind; readonly isOutgoing: boolean }>> = {
  '+>': { kind: 'support', isOutgoing: true },
  '->': { kind: 'attack', isOutgoing: true },
  '_>': { kind: 'undercut', isOutgoing: true },
  '<+': { kind: 'support', isOutgoing: false },
  '+': { kind: 'support', isOutgoing: false },
  '<-': { kind: 'attack', isOutgoing: false },
  '-': { kind: 'attack', isOutgoing: false },
  '<_': { kind: 'undercut', isOutgoing: false },
  _: { kind: 'undercut', isOutgoing: false },
  '><': { kind: 'contradiction', isOutgoing: true },
};

/**
 * Reads the part of Argdown 1.7 that speaks of claims and how they bear on each other: front matter, statements,
 * arguments with and without premises and conclusion, relations, lists, tags, data, comments. Never throws.
 */
export function parseArgdown(text: string, file: string): ArgdownDocument {
  const reader = new Reader(file);
  reader.read(text);
  return reader;
}

/** Stands for a line break inside a data block, so that lines can be counted. */
const brokenLine = '\uE002';
const dataMark = '\uE001';

class Reader implements ArgdownDocument {
  front: Readonly<Record<string, unknown>> = {};
  readonly elements: Draft[] = [];
  readonly relations: ArgdownRelation[] = [];
  readonly inferences: ArgdownInference[] = [];
  readonly issues: Issue[] = [];
  readonly #file: string;
  readonly #data: string[] = [];
  #line = 0;
  #untitled = 0;
  /** Elements that a relation on a deeper line may belong to, outermost first. */
  #parents: { readonly indent: number; readonly element: Draft }[] = [];
  /** What a line of mere text continues. */
  #open: Draft | undefined;
  /** The argument that a reconstruction in the next block belongs to. */
  #argument: Draft | undefined;
  #premises: Draft[] = [];
  #inferenceLine: number | undefined;
  #isInsideRule = false;

  constructor(file: string) {
    this.#file = file;
  }

  read(text: string) {
    const lines = this.#hide(this.#readFront(text.replace(/\r\n?/g, '\n'))).split('\n');
    for (const line of lines) {
      this.#line += 1;
      this.#readLine(line.replaceAll(brokenLine, ''));
      this.#line += line.split(brokenLine).length - 1;
    }
    this.#endArgument();
  }

  #readFront(text: string): string {
    const found = /^\s*===+\n([\s\S]*?)\n?===+[ \t]*(?=\n|$)/.exec(text);
    if (found === null) return text;
    this.front = this.#readYaml(found[1] ?? '', 2);
    return text.slice(found[0].length).replace(/^/, '\n'.repeat(found[0].split('\n').length - 1));
  }

  /** Takes comments out and puts a mark for each data block, which may go over several lines. */
  #hide(text: string): string {
    const hidden =
      /\\.|\[[^\]\n]+\]\([^)\n]+\)|(?<data>\{[\s\S]*?\}(?!\s*[,}\]]))|(?<comment>\/\/.*|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->)/g;
    return text.replaceAll(new RegExp(`[${dataMark}${brokenLine}]`, 'g'), ' ').replace(hidden, (...found) => {
      const [all] = found;
      const groups: { readonly data?: string; readonly comment?: string } = found.at(-1);
      if (groups.comment !== undefined) return all.replace(/[^\n]/g, '');
      if (groups.data === undefined) return all;
      this.#data.push(groups.data);
      return `${dataMark}${this.#data.length - 1}${dataMark}${brokenLine.repeat(groups.data.split('\n').length - 1)}`;
    });
  }

  #readLine(line: string) {
    const [indentText = ''] = /^[ \t]*/.exec(line) ?? [];
    const indent = indentText.length;
    const rest = line.slice(indent).trimEnd();
    if (this.#isInsideRule) {
      this.#isInsideRule = !/--+$/.test(rest);
      return;
    }
    if (rest === '') {
      this.#parents = [];
      this.#open = undefined;
      return this.#endArgument();
    }
    if (/^#+ /.test(rest)) return this.#note('heading', `the heading "${rest.replace(/^#+ /, '')}" is not taken over`);
    const step = /^\((\d+)\)\s*(.*)$/.exec(rest);
    if (step !== null) return this.#readStep(step[2] ?? '');
    if (rest.startsWith('--')) {
      this.#inferenceLine = this.#line;
      this.#isInsideRule = !/^--.*--+$/.test(rest) && !/^-{4,}$/.test(rest);
      const rule = rest.replace(/^-+|-+$/g, '').trim();
      if (rule !== '') this.#note('rule', `the rule of inference "${rule}" is not taken over`);
      this.#parents = this.#argument === undefined ? [] : [{ indent: -1, element: this.#argument }];
      return;
    }
    const relation = /^(\+>|->|_>|<\+|<-|<_|><|\+|-|_(?=\s))\s*(.*)$/.exec(rest);
    if (relation !== null && (this.#parents.length > 0 || indent > 0)) {
      return this.#readRelation(indent, relation[1] ?? '', relation[2] ?? '');
    }
    const item = /^(?:\*|\d+\.)\s+(.*)$/.exec(rest)?.[1];
    if (this.#open !== undefined && item === undefined && !/^[[<]/.test(rest)) return this.#continue(rest);
    const element = this.#readElement(item ?? rest);
    this.#parents = [{ indent: item === undefined ? -1 : indent, element }];
    this.#argument = element.is === 'argument' ? element : undefined;
  }

  #readStep(text: string) {
    const element = this.#readElement(text);
    this.#parents = [{ indent: -1, element }];
    if (this.#inferenceLine === undefined) this.#premises.push(element);
    else {
      const { premises, line } = { premises: this.#premises, line: this.#inferenceLine };
      this.inferences.push({ argument: this.#argument, premises, conclusion: element, line });
      this.#premises = [element];
      this.#inferenceLine = undefined;
    }
  }

  #readRelation(indent: number, sign: string, text: string) {
    while ((this.#parents.at(-1)?.indent ?? -2) >= indent) this.#parents.pop();
    const parent = this.#parents.at(-1)?.element;
    const operator = operators[sign];
    if (parent === undefined || operator === undefined) {
      return this.#refuse('relation', 'expected a statement or an argument above this relation, less indented');
    }
    const element = this.#readElement(text);
    this.#parents.push({ indent, element });
    const [from, to] = operator.isOutgoing ? [parent, element] : [element, parent];
    this.relations.push({ kind: operator.kind, from, to, line: this.#line });
  }

  #readElement(written: string): Draft {
    const { text: plain, data } = this.#takeData(written);
    const found = /^(?:\[(?<statement>.+?)\]|<(?<argument>.+?)>)(?<colon>:)?\s*(?<rest>.*)$/.exec(plain);
    // `[title](address)` is a link in a text, not a statement.
    const isElement = found !== null && !/^\[[^\]]+\]\(/.test(plain);
    const { statement, argument, colon, rest = '' } = isElement ? (found.groups ?? {}) : {};
    const title = statement ?? argument;
    const said = title === undefined ? plain : rest;
    if (title !== undefined && colon === undefined && said.replace(/#\S+/g, '').trim() !== '') {
      this.#note('text', `"${said}" is not taken over: a text stands behind a colon`);
    }
    const isRead = title === undefined || colon !== undefined;
    if (title === undefined) this.#untitled += 1;
    const element: Draft = {
      is: argument === undefined ? 'statement' : 'argument',
      title: title ?? `untitled ${this.#untitled}`,
      isUntitled: title === undefined,
      text: isRead ? readText(said) : '',
      tags: readTags(said),
      data,
      line: this.#line,
    };
    this.elements.push(element);
    this.#open = element;
    return element;
  }

  #continue(line: string) {
    const open = this.#open;
    if (open === undefined) return;
    const { text, data } = this.#takeData(line);
    open.text = `${open.text} ${readText(text)}`.trim();
    open.tags = [...open.tags, ...readTags(text)];
    open.data = { ...open.data, ...data };
  }

  #takeData(text: string): { readonly text: string; readonly data: Readonly<Record<string, unknown>> } {
    let data: Readonly<Record<string, unknown>> = {};
    const rest = text.replace(new RegExp(`${dataMark}(\\d+)${dataMark}`, 'g'), (_, index: string) => {
      const written = this.#data[Number(index)] ?? '';
      const isBlock = /^\{[ \t]*\n/.test(written);
      const yaml = isBlock ? written.replace(/^\{[ \t]*\n/, '').replace(/\}\s*$/, '') : written;
      data = { ...data, ...this.#readYaml(yaml, isBlock ? this.#line + 1 : this.#line) };
      return '';
    });
    return { text: rest.trim(), data };
  }

  #readYaml(yaml: string, firstLine: number): Readonly<Record<string, unknown>> {
    try {
      const value: unknown = parse(yaml, { schema: 'core' });
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
      if (value !== null) this.#refuse('data', 'expected keys and values', firstLine);
    } catch (error) {
      const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 1) : 1;
      const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      this.#refuse('data', `expected YAML: ${said}`, firstLine + line - 1);
    }
    return {};
  }

  /** A blank line ends a reconstruction; what was not concluded is named. */
  #endArgument() {
    if (this.#premises.length === 0 && this.#inferenceLine === undefined) return;
    const isConcluded = this.inferences.some(({ conclusion }) => conclusion === this.#premises.at(-1));
    if (!isConcluded)
      this.#refuse('conclusion', 'expected a line of hyphens and a numbered conclusion before the blank line');
    this.#premises = [];
    this.#inferenceLine = undefined;
    this.#argument = undefined;
  }

  #note(code: string, message: string) {
    this.issues.push(this.#issue('warning', code, message, this.#line));
  }

  #refuse(code: string, message: string, line = this.#line) {
    this.issues.push(this.#issue('error', code, message, line));
  }

  #issue(severity: Issue['severity'], code: string, message: string, line: number): Issue {
    return { severity, code: `argdown-${code}`, message, file: this.#file, line, column: 1, field: null };
  }
}

/** A text without its marks: links, emphasis, tags and escapes. */
function readText(written: string): string {
  const kept: string[] = [];
  return written
    .replace(/\\(.)/g, (_, letter: string) => `\uE003${kept.push(letter) - 1}\uE003`)
    .replace(/\[([^\]]+?)\]\([^)]+?\)/g, '$1')
    .replace(/(^|\s)#(?:\([^)]+\)|[\w-]+)[ \t]?/g, '$1')
    .replace(/(\*\*|__)(?!\s)(.+?)\1/g, '$2')
    .replace(/(?<![\w*])([*_])(?!\s)(.+?)\1(?!\w)/g, '$2')
    .replace(/\uE003(\d+)\uE003/g, (_, index: string) => kept[Number(index)] ?? '')
    .trim();
}

function readTags(written: string): readonly string[] {
  return [...written.matchAll(/(?<![\\\w])#(?:\(([^)]+)\)|([\w-]+))/g)].map((found) => found[1] ?? found[2] ?? '');
}
