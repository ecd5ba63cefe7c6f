import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '#lib/content/write-whole';

/** A kept answer was given by this program to this question, and nothing it depends on has changed since. */
const keptForm = z.record(z.string(), z.unknown());

/**
 * What was found out before, in one JSON file. The question is the key: it holds everything that the answer depends on,
 * the program's own text included, so an answer is never out of date; it is there or it is not.
 */
export class KeptAnswers {
  readonly #path: string | null;
  readonly #program: string;
  readonly #known: Readonly<Record<string, unknown>>;
  readonly #used = new Map<string, unknown>();
  #isNew = false;

  private constructor(path: string | null, program: string, known: Readonly<Record<string, unknown>>) {
    this.#path = path;
    this.#program = program;
    this.#known = known;
  }

  /** Those of the file at `path`; none where there is no such file, or nobody can read it. `root` is the checkout. */
  static async open(path: string, root: string): Promise<KeptAnswers> {
    return new KeptAnswers(path, await hashProgram(root), await readKept(path));
  }

  /** Nothing was found out before, and nothing will be kept. */
  static none(): KeptAnswers {
    return new KeptAnswers(null, '', {});
  }

  /** The kept answer to a question, else the one that `ask` gives now. */
  async get<T>(question: readonly string[], form: z.ZodType<T>, ask: () => Promise<T> | T): Promise<T> {
    const key = hashParts([this.#program, ...question]);
    const known = form.safeParse(this.#known[key]);
    const answer = known.success ? known.data : await ask();
    this.#isNew ||= !known.success;
    this.#used.set(key, answer);
    return answer;
  }

  /** Keeps what was asked this time and nothing else, unless every answer was known. Throws what writing throws. */
  async save(): Promise<void> {
    if (this.#isNew && this.#path !== null)
      await writeWhole(this.#path, JSON.stringify(Object.fromEntries(this.#used)));
  }
}

async function readKept(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return keptForm.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return {};
  }
}

/** Everything that a check runs: the program's own modules, and the packages that the lock file names. */
async function hashProgram(root: string): Promise<string> {
  const folder = join(root, 'lib');
  const found = await readdir(folder, { recursive: true });
  const modules = found.filter((name) => /\.[jt]s$/.test(name) && !/\bgenerated\b/.test(name)).toSorted();
  const texts = await Promise.all(
    [...modules.map((name) => join(folder, name)), join(root, 'package-lock.json')].map((path) => readFile(path)),
  );
  return hashParts([process.version, ...modules, ...texts]);
}

/** SHA-256 over parts, each with its length: no two lists of parts give one text. */
export function hashParts(parts: readonly (string | Uint8Array)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    sum.update(`${bytes.length}:`).update(bytes);
  }
  return sum.digest('hex');
}
