import { schemaFile } from '#lib/db/migrations';

const types = ['Int', 'BigInt', 'Float', 'String', 'Boolean', 'DateTime', 'Bytes'] as const;

/** A column of a table, by the name and type that prisma/schema.prisma gives it. */
export interface Column {
  readonly name: string;
  readonly type: (typeof types)[number];
}

/** A table, as prisma/schema.prisma describes it. */
export interface Model {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The columns that tell its rows apart, in order. */
  readonly key: readonly string[];
  /** Its references: columns here, and the table and columns that they name. */
  readonly references: readonly {
    readonly columns: readonly string[];
    readonly model: string;
    readonly to: readonly string[];
  }[];
}

/**
 * The tables of the schema of the checkout `root`, each after those that it refers to (but for itself): in this order they
 * can be filled, in the opposite one emptied.
 */
export function readModels(root: string): readonly Model[] {
  return inOrder(parseModels(schemaFile(root)[1]));
}

/** The models that a schema's text has, in its order. */
export function parseModels(text: string): readonly Model[] {
  return [...text.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => parseModel(name, body));
}

function parseModel(name: string, body: string): Model {
  const columns: Column[] = [];
  const references: Model['references'][number][] = [];
  let key: string[] = [];
  for (const line of body.split('\n')) {
    const compound = /^\s*@@id\(\[([^\]]*)\]/.exec(line);
    if (compound !== null) key = names(compound[1]);
    const field = /^\s*(\w+)\s+(\w+)(\[\])?\??\s*(.*)$/.exec(line);
    if (field === null) continue;
    const [, own = '', of = '', , rest = ''] = field;
    const type = types.find((one) => one === of);
    if (type !== undefined) {
      columns.push({ name: own, type });
      if (/@id\b/.test(rest)) key = [own];
    }
    const relation = /fields: \[([^\]]*)\], references: \[([^\]]*)\]/.exec(rest);
    if (relation !== null) references.push({ columns: names(relation[1]), model: of, to: names(relation[2]) });
  }
  return { name, columns, key, references };
}

function names(list = ''): string[] {
  return list.split(',').map((one) => one.trim());
}

function inOrder(models: readonly Model[]): Model[] {
  const sorted: Model[] = [];
  const left = new Set(models);
  while (left.size > 0) {
    const free = [...left].filter(({ name, references }) =>
      references.every((one) => one.model === name || ![...left].some((other) => other.name === one.model)),
    );
    if (free.length === 0)
      throw new Error(`These tables refer to each other in a circle: ${[...left].map(({ name }) => name).join(', ')}`);
    for (const model of free) {
      sorted.push(model);
      left.delete(model);
    }
  }
  return sorted;
}
