import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Language } from '#lib/highlight/languages';
import { tokenKinds } from '#lib/highlight/tokens';

/** A stretch of lines that is coloured by itself: a hunk's one side. */
export interface Piece {
  readonly lines: readonly string[];
  readonly isInComment: boolean;
}

/** Names of the grammars' scopes by what they are shown as: TextMate's, from the general to the particular. */
const scopes: Readonly<Record<(typeof tokenKinds)[number], readonly string[]>> = {
  plain: [],
  comment: ['comment', 'punctuation.definition.comment'],
  string: ['string', 'constant.character', 'markup.inline.raw'],
  keyword: ['keyword.control', 'keyword.other', 'storage', 'variable.language', 'markup.bold', 'markup.heading'],
  number: ['constant.numeric', 'constant.language', 'constant.other'],
  function: ['entity.name.function', 'support.function', 'entity.name.section'],
  type: ['storage.type.built-in', 'support.type', 'entity.name.type', 'storage.type.user-defined'],
  preprocessor: ['keyword.control.directive', 'meta.preprocessor', 'entity.name.function.preprocessor', 'meta.diff'],
};

/** A theme whose colours are the kinds: `#000003` is a keyword. */
const theme = {
  name: 'kinds',
  type: 'light',
  colors: { 'editor.foreground': '#000000', 'editor.background': '#ffffff' },
  settings: tokenKinds.flatMap((kind, index) =>
    scopes[kind].length === 0
      ? []
      : [{ scope: [...scopes[kind]], settings: { foreground: `#${index.toString(16).padStart(6, '0')}` } }],
  ),
};

/** Characters of a line beyond which it stays plain: a grammar may need very long for one. */
const MOST_LINE = 1000;

/**
 * What the thread runs: plain JavaScript as text, because a file of its own would have to be found by Node, by tsx, the
 * tests and the bundler alike. Grammars are loaded when a text asks for them.
 */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { core, engine, languages, theme, mostLine } = workerData;
let opening;
const open = async () => {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([import(core), import(engine)]);
  return createHighlighterCore({ themes: [theme], langs: [], engine: createJavaScriptRegexEngine({ forgiving: true }) });
};
const write = (bytes, length, kind) => {
  for (let left = length; ; left = Math.floor(left / 128)) {
    if (left < 128) { bytes.push(left); break; }
    bytes.push((left % 128) | 128);
  }
  bytes.push(kind);
};
const colour = (highlighter, language, { lines, isInComment }, bytes) => {
  const lead = isInComment ? ['/*'] : [];
  const text = [...lead, ...lines.map((line) => line.replace(/[\\r\\n]/g, ' '))].join('\\n');
  const tokens = highlighter.codeToTokensBase(text, { lang: language, theme: 'kinds', tokenizeMaxLineLength: mostLine, tokenizeTimeLimit: 500 });
  for (let at = lead.length; at < lines.length + lead.length; at++) {
    let [kind, length] = [0, 0];
    for (const token of tokens[at] ?? []) {
      const next = Number.parseInt((token.color ?? '#0').slice(1), 16) || 0;
      if (next !== kind && length > 0) { write(bytes, length, kind); length = 0; }
      kind = next;
      length += token.content.length;
    }
    if (length > 0 && kind !== 0) write(bytes, length, kind);
    bytes.push(0);
  }
};
parentPort.on('message', async ({ id, language, pieces }) => {
  try {
    const highlighter = await (opening ??= open());
    if (!highlighter.getLoadedLanguages().includes(language)) await highlighter.loadLanguage((await import(languages + language + '.mjs')).default);
    const bytes = [];
    for (const piece of pieces) colour(highlighter, language, piece, bytes);
    const tokens = Uint8Array.from(bytes);
    parentPort.postMessage({ id, tokens }, [tokens.buffer]);
  } catch (error) {
    parentPort.postMessage({ id, problem: String(error) });
  }
});
`;

interface Waiting {
  readonly done: (tokens: Uint8Array) => void;
  readonly fail: (error: Error) => void;
}

/** Colours source on a thread of its own, one text after the other. The thread starts with the first text. */
export class HighlightThread {
  readonly #root: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #next = 0;

  /** `root` is the folder of the project, in which the highlighter is installed. */
  constructor(root: string) {
    this.#root = root;
  }

  /** The tokens of the pieces' lines, one piece after the other, as `readTokens` reads them. */
  highlight(language: Language, pieces: readonly Piece[]): Promise<Uint8Array> {
    const worker = this.#open();
    const id = this.#next++;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      worker.ref();
      worker.postMessage({ id, language, pieces });
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #open(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const require = createRequire(join(this.#root, 'package.json'));
    const address = (name: string) => pathToFileURL(require.resolve(name)).href;
    const worker = new Worker(program, {
      eval: true,
      workerData: {
        core: address('shiki/core'),
        engine: address('shiki/engine/javascript'),
        languages: new URL('.', address('shiki/dist/langs/c.mjs')).href,
        theme,
        mostLine: MOST_LINE,
      },
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      execArgv: [],
    });
    worker.on('message', ({ id, tokens, problem }: { id: number; tokens?: Uint8Array; problem?: string }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      // A thread without work does not keep a command from ending.
      if (this.#waiting.size === 0) worker.unref();
      if (tokens === undefined) waiting?.fail(new Error(problem ?? 'The highlighting thread gave nothing'));
      else waiting?.done(tokens);
    });
    const end = (error: Error) => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const { fail } of this.#waiting.values()) fail(error);
      this.#waiting.clear();
    };
    worker.on('error', end);
    worker.on('exit', () => end(new Error('The highlighting thread ended')));
    this.#worker = worker;
    return worker;
  }
}

/** Says which highlighter and which kinds made stored tokens: others are made anew. */
export const highlighterVersion = 'shiki 4.4.1, kinds 1';
