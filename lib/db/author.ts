import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPaths, makeFolder } from '#lib/db/open';
import { findRoot } from '#lib/db/root';

const form = /^\s*(?<name>[^<>]*[^<>\s])\s*<(?<address>[^<>@\s]+@[^<>@\s]+)>\s*$/;

/** `Name <address>` in canonical form, or undefined where `text` is not of that form. */
export function readAuthor(text: string): string | undefined {
  const { name, address } = form.exec(text)?.groups ?? {};
  return name === undefined || address === undefined ? undefined : `${name} <${address}>`;
}

/**
 * Who writes here, as `Name <address>`: `MOOT_USER`, else what was given in the page once, else git's configuration.
 * Undefined where none of them says; then the page asks.
 */
export function findAuthor(): string | undefined {
  return readAuthor(process.env.MOOT_USER ?? '') ?? readGiven() ?? askGit();
}

/** Keeps an author that was given in the page. Throws where `text` is not `Name <address>`. */
export function setAuthor(text: string): string {
  const author = readAuthor(text);
  if (author === undefined) throw new Error(`Cannot use ${JSON.stringify(text)} as author, expected Name <address>`);
  makeFolder(findPaths().folder);
  writeFileSync(givenFile(), `${author}\n`);
  asked = undefined;
  return author;
}

function givenFile(): string {
  return join(findPaths().folder, 'author');
}

function readGiven(): string | undefined {
  return existsSync(givenFile()) ? readAuthor(readFileSync(givenFile(), 'utf8')) : undefined;
}

let asked: { readonly author: string | undefined } | undefined;

/** Asked once a process: starting git for every page would cost more than the page. */
function askGit(): string | undefined {
  asked ??= { author: readAuthor(`${config('user.name')} <${config('user.email')}>`) };
  return asked.author;
}

function config(key: string): string {
  try {
    return execFileSync('git', ['config', '--get', key], {
      cwd: findRoot(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
