import { join } from 'node:path';
import { build } from 'esbuild';

/** Modules of the application that a page without a server replaces, by the end of their path. */
const replaced: readonly { readonly ending: RegExp; readonly by: string }[] = [
  { ending: /(^|\/)start-worker$/, by: 'app/_static/start-worker.ts' },
  { ending: /(^|\/)diagram$/, by: 'app/_static/diagram.tsx' },
];

/** The runner and its simulator. */
export const runnerEntry = 'app/_static/site-runner.tsx';

/** The search of a copy. */
export const searchEntry = 'app/_static/site-search.ts';

/**
 * One classic script, made of the sources of the checkout `root`. Safe to stand inside a page: it cannot end its own
 * element.
 */
export async function bundleScript(root: string, entry: string): Promise<string> {
  const components = join(root, 'app', '_components');
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    charset: 'utf8',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    plugins: [
      {
        name: 'without-server',
        setup: ({ onResolve }) => {
          for (const { ending, by } of replaced) {
            onResolve({ filter: ending }, ({ importer }) =>
              importer.startsWith(components) ? { path: join(root, by) } : undefined,
            );
          }
        },
      },
    ],
  });
  const [script] = result.outputFiles;
  if (script === undefined) throw new Error('esbuild gave no script');
  return escapeScript(script.text);
}

/** A script or a value of JSON as it may stand inside a script's element. */
export function escapeScript(text: string): string {
  return text.replaceAll('</script', '<\\/script').replaceAll('<!--', '\\x3C!--');
}
