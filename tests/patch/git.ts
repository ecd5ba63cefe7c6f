import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { needs } from '../needs.ts';

/** Whether tests that ask git itself can run. */
export const hasGit = needs('git', spawnSync('git', ['--version']).status === 0);

/** A repository in a temporary folder, with nobody's settings but its own. */
export class GitFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'moot-git-'));
  /** Seconds since 1970 of the next commit; each is a minute after the one before. */
  #clock = 1_600_000_000;

  constructor() {
    this.git(['init', '-q', '-b', 'main']);
  }

  /** Runs git in the folder and gives its output; a failure throws with what git said. */
  git(args: readonly string[], input?: string | Uint8Array, author = 'Ann Example <ann@example.org>'): string {
    const [, name = '', address = ''] = /^(.*) <(.*)>$/.exec(author) ?? [];
    this.#clock += 60;
    const date = `${this.#clock} +0200`;
    return execFileSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
      cwd: this.path,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
      env: {
        PATH: process.env.PATH,
        HOME: this.path,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: address,
        GIT_COMMITTER_NAME: name,
        GIT_COMMITTER_EMAIL: address,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
        LC_ALL: 'C.UTF-8',
        NODE_ENV: 'test',
      },
    });
  }

  write(path: string, content: string | Uint8Array): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Commits everything, and gives the commit's hash. */
  commit(message: string, author?: string): string {
    this.git(['add', '-A']);
    this.git(['commit', '-q', '--cleanup=verbatim', '-F', '-'], message, author);
    return this.git(['rev-parse', 'HEAD']).trim();
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
