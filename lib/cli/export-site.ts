import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from '#lib/cli/build';
import { PlainError } from '#lib/cli/plain-error';
import { prepare } from '#lib/cli/prepare';
import { Progress } from '#lib/cli/progress';
import { copyWithoutMail } from '#lib/cli/site-data';
import { bundleScript, runnerEntry, searchEntry } from '#lib/cli/site-script';
import { withServer } from '#lib/cli/site-server';
import { findAddress, findPaths } from '#lib/db/open';
import { findRoot } from '#lib/db/root';
import { fileOfAddress } from '#lib/site/address';
import { type CrawledPage, crawl } from '#lib/site/crawl';
import { listFiles } from '#lib/site/page';
import { printSite } from '#lib/site/site';
import { listStyleFiles } from '#lib/site/style';

/** More pages than this are no debate, but links that multiply. */
const mostPages = 20_000;

/** Stands in a folder that this program made, and may therefore replace. */
const mark = '.moot-site';

/** `moot export site`: the pages as files that need no server. All of them, or the folder stays as it was. */
export async function exportSite(out: string | undefined): Promise<void> {
  if (out === undefined) throw new PlainError('A site is many files: say where with --out FOLDER.');
  const folder = resolve(out);
  await refuseStrange(folder);
  const root = findRoot();
  const paths = findPaths();
  if (findAddress(paths).engine !== 'sqlite') {
    throw new PlainError(
      'moot export site is made from a copy of a SQLite database. Make one: moot db move FOLDER; then MOOT_DATA=FOLDER moot export site, without DATABASE_URL.',
    );
  }
  await prepare(root, () => build(root));
  const data = await mkdtemp(join(tmpdir(), 'moot-site-'));
  const part = `${folder}.${process.pid}.part`;
  try {
    copyWithoutMail(paths.database, join(data, 'moot.db'));
    const [runner, search] = await Promise.all([bundleScript(root, runnerEntry), bundleScript(root, searchEntry)]);
    const count = await withServer(root, data, async (origin) => {
      const server = new SiteServer(origin);
      const pages = await server.crawl();
      const files = await server.readFiles(pages);
      const runners = await server.readRunners(pages);
      const site = printSite({ pages, files, runners, scripts: { runner, search } });
      for (const { file, content } of site) await write(join(part, file), content);
      return pages.length;
    });
    await write(join(part, mark), 'Made by moot export site, which may replace this folder.\n');
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
    process.stderr.write(`${count} pages written below ${out}; open ${join(out, 'index.html')}\n`);
  } finally {
    await rm(part, { recursive: true, force: true });
    await rm(data, { recursive: true, force: true });
  }
}

/** A folder that holds something else is not overwritten. */
async function refuseStrange(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) throw new PlainError(`${folder} is no folder.`);
  if (names.length > 0 && !names.includes(mark)) {
    throw new PlainError(`${folder} holds files that no export made. Name an empty folder, or one that is not there.`);
  }
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** What is asked of the server while the copy is made. */
class SiteServer {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async crawl(): Promise<readonly CrawledPage[]> {
    const progress = new Progress(undefined);
    const pages = await crawl(
      async (address) => {
        const answer = await fetch(`${this.#origin}${address}`);
        const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
        if (isPage) return { status: answer.status, html: await answer.text() };
        await answer.body?.cancel();
        return { status: answer.status, html: undefined };
      },
      mostPages,
      (count) => progress.show(count, `${count} pages`),
    );
    progress.clear();
    return pages;
  }

  /** Style sheets and icons of the pages, and what the style sheets need. By address. */
  async readFiles(pages: readonly CrawledPage[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const files = new Map<string, Uint8Array>();
    const wanted = [...new Set(pages.flatMap(({ html }) => listFiles(html)))].map(
      (href) => new URL(href, this.#origin),
    );
    for (const url of wanted) {
      if (files.has(url.pathname)) continue;
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
      files.set(url.pathname, bytes);
      if (!url.pathname.endsWith('.css')) continue;
      wanted.push(...listStyleFiles(new TextDecoder().decode(bytes)).map((address) => new URL(address, url)));
    }
    return files;
  }

  /** What the runners of scenarios' pages need, as JSON, by file. */
  async readRunners(pages: readonly CrawledPage[]): Promise<ReadonlyMap<string, string>> {
    const runners = new Map<string, string>();
    for (const { path, query } of pages) {
      if (!/^\/scenarios\/[^/]+$/.test(path)) continue;
      const answer = await fetch(`${this.#origin}${path}/runner.json`);
      if (answer.ok) runners.set(fileOfAddress(path, query), await answer.text());
    }
    return runners;
  }
}
