import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  // Only `prisma migrate` asks for it; making the client needs no database.
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
