import { type Document, isMap, isNode, isPair, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';

/** 1-based line and column, in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Front matter read as YAML, which still knows where every value stands. */
export interface PlacedYaml {
  /** Plain objects, lists and scalars. */
  readonly value: unknown;
  /** Syntax errors and warnings, in the order of the text. */
  readonly problems: readonly (Place & { readonly message: string })[];
  /** Where the value at `path` stands; for a missing one, where what should hold it begins. */
  readonly placeOf: (path: readonly (string | number)[]) => Place;
  /** Where a key stands, for one that should not be there. */
  readonly placeOfKey: (path: readonly (string | number)[], key: string) => Place;
  readonly has: (path: readonly (string | number)[]) => boolean;
}

/** Reads `text`; `firstLine` is the line of the file on which it begins. */
export function readYaml(text: string, firstLine: number): PlacedYaml {
  const counter = new LineCounter();
  const document: Document.Parsed<ParsedNode> = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: firstLine + Math.max(line, 1) - 1, column: Math.max(col, 1) };
  };
  const placeOf = (path: readonly (string | number)[]): Place => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return placeAt(node.range[0]);
    }
    return { line: firstLine, column: 1 };
  };
  const problems = [...document.errors, ...document.warnings]
    .toSorted((a, b) => a.pos[0] - b.pos[0])
    .map((problem) => ({ ...placeAt(problem.pos[0]), message: problem.message }));
  return {
    value: document.errors.length > 0 ? undefined : document.toJS(),
    problems,
    placeOf,
    placeOfKey: (path, key) => {
      const map = path.length === 0 ? document.contents : document.getIn(path, true);
      if (!isMap(map)) return placeOf(path);
      const pair = map.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
      const range = pair !== undefined && isScalar(pair.key) ? pair.key.range : undefined;
      return range ? placeAt(range[0]) : placeOf(path);
    },
    has: (path) => path.length === 0 || document.hasIn(path),
  };
}
