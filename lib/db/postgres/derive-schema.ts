const banner = `// Made from ../schema.prisma by \`npm run migration\`: change that one. The same models for PostgreSQL.
`;

/**
 * The schema for PostgreSQL, from the text of prisma/schema.prisma: another provider and another place for the client,
 * everything else as it stands. Throws where the text has no such lines, or more than one.
 */
export function deriveSchema(text: string): string {
  const provided = replaceOnce(text, '  provider = "sqlite"\n', '  provider = "postgresql"\n');
  return (
    banner +
    replaceOnce(provided, '  output   = "../lib/db/generated"\n', '  output   = "../../lib/db/generated-postgresql"\n')
  );
}

function replaceOnce(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`prisma/schema.prisma has ${parts.length - 1} lines ${from.trim()}, not one`);
  return parts.join(to);
}
