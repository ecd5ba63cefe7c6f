/** A PostgreSQL address in parts: what the driver reads, and what is ours. */
export interface PostgresUrl {
  /** Without the parameters that only Moot and Prisma know. */
  readonly connectionString: string;
  /** `?schema=`: the schema that the tables are in; undefined for the one that the server chooses, `public`. */
  readonly schema: string | undefined;
  /** `?connection_limit=`: the most connections that one process opens. */
  readonly limit: number | undefined;
}

/** Reads an address that `readDatabaseAddress` let pass. */
export function parsePostgresUrl(text: string): PostgresUrl {
  const [before = '', query = ''] = text.split('?', 2);
  const parameters = new URLSearchParams(query);
  const schema = parameters.get('schema') ?? undefined;
  const limit = Number(parameters.get('connection_limit') ?? Number.NaN);
  parameters.delete('schema');
  parameters.delete('connection_limit');
  const rest = parameters.toString();
  return {
    connectionString: rest === '' ? before : `${before}?${rest}`,
    schema: schema === '' ? undefined : schema,
    limit: Number.isInteger(limit) && limit > 0 ? limit : undefined,
  };
}
