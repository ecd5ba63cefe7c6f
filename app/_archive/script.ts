import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { findRoot } from '#lib/db/root';

/** The script of the archive's pages: its text, and its hash as `integrity` names it. */
export interface ReaderScript {
  readonly text: string;
  readonly integrity: string;
  /** Its address, another one for each text: it may be kept for ever. */
  readonly path: string;
}

let made: Promise<ReaderScript> | undefined;

/** The script, made once a process; while developing, whenever it is asked for. */
export function readerScript(): Promise<ReaderScript> {
  if (process.env.NODE_ENV === 'development') return bundle();
  made ??= bundle();
  return made;
}

async function bundle(): Promise<ReaderScript> {
  const { outputFiles } = await build({
    absWorkingDir: findRoot(),
    entryPoints: ['app/_archive/browser/reader.ts'],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const text = outputFiles[0]?.text ?? '';
  const hash = createHash('sha256').update(text).digest('base64');
  return { text, integrity: `sha256-${hash}`, path: `/reader.js?v=${hash.slice(0, 12).replace(/\W/g, '')}` };
}
