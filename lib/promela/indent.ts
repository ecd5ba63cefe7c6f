/** A statement, or a selection with its alternatives. */
type Node = string | { readonly opens: string; readonly closes: string; readonly alternatives: readonly Alternative[] };

interface Alternative {
  readonly guard: string;
  readonly body: readonly Node[];
}

const WIDTH = 110;

/** Signs and words that structure statements; what stands in brackets is left alone. */
const structure = /::|->|;|(?<!\w)(?:if|fi|do|od)\b/y;

const closing: Readonly<Record<string, string>> = { if: 'fi', do: 'od' };

/** Breaks statements into lines, each behind `margin`. A selection stays on one line where it is short. */
export function indent(statements: string, margin: string): string {
  const tokens = split(statements);
  return print(readBody(tokens, { at: 0 }), margin).join('\n');
}

function split(text: string): readonly string[] {
  const tokens: string[] = [];
  let from = 0;
  let depth = 0;
  let isQuoted = false;
  const flush = (to: number) => {
    const plain = text.slice(from, to).trim();
    if (plain !== '') tokens.push(plain);
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    structure.lastIndex = at;
    const token = depth === 0 ? structure.exec(text)?.[0] : undefined;
    if (token === undefined) continue;
    flush(at);
    tokens.push(token);
    at += token.length - 1;
    from = at + 1;
  }
  flush(text.length);
  return tokens;
}

function readBody(tokens: readonly string[], cursor: { at: number }): readonly Node[] {
  const body: Node[] = [];
  for (;;) {
    const token = tokens[cursor.at];
    if (token === undefined || token === '::' || token === 'fi' || token === 'od') return body;
    cursor.at++;
    const closes = closing[token];
    if (closes !== undefined) body.push({ opens: token, closes, alternatives: readAlternatives(tokens, cursor) });
    else if (token !== ';') body.push(token);
  }
}

function readAlternatives(tokens: readonly string[], cursor: { at: number }): readonly Alternative[] {
  const alternatives: Alternative[] = [];
  while (tokens[cursor.at] === '::') {
    const guard = tokens[cursor.at + 1] ?? '';
    cursor.at += tokens[cursor.at + 2] === '->' ? 3 : 2;
    alternatives.push({ guard, body: readBody(tokens, cursor) });
  }
  cursor.at++;
  return alternatives;
}

/** Lines of a body, without a `;` behind the last. */
function print(body: readonly Node[], margin: string): readonly string[] {
  return body.flatMap((node, index) => {
    const end = index + 1 < body.length ? ';' : '';
    if (typeof node === 'string') return [`${margin}${node}${end}`];
    const line = printFlat(node);
    if (line !== undefined && margin.length + line.length <= WIDTH) return [`${margin}${line}${end}`];
    const alternatives = node.alternatives.flatMap((alternative) => printAlternative(alternative, margin));
    return [`${margin}${node.opens}`, ...alternatives, `${margin}${node.closes}${end}`];
  });
}

function printAlternative({ guard, body }: Alternative, margin: string): readonly string[] {
  const [only] = body;
  if (body.length === 0) return [`${margin}:: ${guard}`];
  if (body.length === 1 && typeof only === 'string') return [`${margin}:: ${guard} -> ${only}`];
  return [`${margin}:: ${guard} ->`, ...print(body, `${margin}   `)];
}

/** A selection of single statements in one line; undefined where it has more. */
function printFlat(node: Exclude<Node, string>): string | undefined {
  const alternatives: string[] = [];
  for (const { guard, body } of node.alternatives) {
    const [only] = body;
    if (body.length > 1 || (only !== undefined && typeof only !== 'string')) return undefined;
    alternatives.push(only === undefined ? `:: ${guard}` : `:: ${guard} -> ${only}`);
  }
  return `${node.opens} ${alternatives.join(' ')} ${node.closes}`;
}
