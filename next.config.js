/** @type {import('next').NextConfig} */
const config = {
  typedRoutes: true,
  poweredByHeader: false,
  // `/m/MESSAGE-ID/` ends in a slash, as on public archives; Next would take it off.
  skipTrailingSlashRedirect: true,
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  serverExternalPackages: ['better-sqlite3', '@prisma/adapter-better-sqlite3', 'pg', '@prisma/adapter-pg', 'esbuild'],
  // What is built, without the tests: `npm run typecheck` looks at those.
  typescript: { tsconfigPath: 'tsconfig.next.json' },
};

export default config;
