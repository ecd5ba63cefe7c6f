import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ExploreAnswer, ExploreRequest } from '../../app/_components/runner/explore-messages';
import { toy } from './toy';

vi.mock('#lib/simulators', () => ({ findSimulator: (id: string) => (id === 'toy' ? toy : undefined) }));
const { makeExplorer } = await import('../../app/_components/runner/explore-loop');
const { readTextHash, writeTextHash } = await import('../../app/_components/runner/text-hash');

const bounds = { maxStates: 1000, maxCountedStates: 1000 };

function request(run: number, text: string, simulator = 'toy'): ExploreRequest {
  return { type: 'run', run, simulator, text, policies: ['T1', 'T2'], kinds: ['plain'], bounds };
}

/** Answers until one of the types in `until` comes. */
function collect(until: readonly ExploreAnswer['type'][], run: number) {
  const answers: ExploreAnswer[] = [];
  let end: (() => void) | undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const explorer = makeExplorer((answer) => {
    answers.push(answer);
    if (answer.type !== 'ready' && answer.run === run && until.includes(answer.type)) end?.();
  });
  return { explorer, answers, ended };
}

afterEach(() => vi.restoreAllMocks());

describe('the search beside the page', () => {
  test('gives one result a policy, then says that it is done', async () => {
    const { explorer, answers, ended } = collect(['done'], 1);
    explorer(request(1, 'count'));
    await ended;
    expect(answers.map((answer) => (answer.type === 'policy' ? answer.result.verdict : answer.type))).toEqual([
      'violated',
      'holds',
      'done',
    ]);
    expect(answers.at(-1)).toMatchObject({ engine: 'toy-1' });
  });

  test('warms when it is told to, and lets a run go first', async () => {
    const { explorer, answers, ended } = collect(['done'], 1);
    explorer({ type: 'warm', simulator: 'toy', text: 'slow' });
    explorer(request(1, 'count'));
    await ended;
    expect(answers.map((answer) => answer.type)).toEqual(['ready', 'policy', 'policy', 'done']);
  });

  test('a warming that cannot be is silent', async () => {
    const { explorer, answers, ended } = collect(['done'], 1);
    explorer({ type: 'warm', simulator: 'none', text: 'count' });
    explorer({ type: 'warm', simulator: 'toy', text: 'a bad text' });
    explorer(request(1, 'count'));
    await ended;
    expect(answers.map((answer) => answer.type)).toEqual(['ready', 'ready', 'policy', 'policy', 'done']);
  });

  test('a stopped search says where it stood and gives no verdict', async () => {
    const { explorer, answers, ended } = collect(['stopped'], 1);
    explorer(request(1, 'slow'));
    explorer({ type: 'stop' });
    await ended;
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ type: 'stopped', progress: { policy: 'T1', done: 0, of: 2, depth: 1 } });
  });

  test('a new run cancels the old one', async () => {
    const { explorer, answers, ended } = collect(['done'], 2);
    explorer(request(1, 'slow'));
    explorer(request(2, 'count'));
    await ended;
    expect(answers.filter((answer) => answer.type === 'policy' && answer.run === 1)).toEqual([]);
    expect(answers.filter((answer) => answer.type === 'stopped')).toHaveLength(1);
  });

  test('reports progress while it lasts', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 50;
      return now;
    });
    const { explorer, answers, ended } = collect(['progress'], 1);
    explorer(request(1, 'slow'));
    await ended;
    explorer({ type: 'stop' });
    expect(answers[0]).toMatchObject({ type: 'progress', progress: { policy: 'T1', of: 2 } });
  });

  test('a text that cannot be read, and a simulator that is not there', async () => {
    const unreadable = collect(['issues'], 1);
    unreadable.explorer(request(1, 'a bad text'));
    await unreadable.ended;
    expect(unreadable.answers[0]).toMatchObject({ type: 'issues', issues: [{ line: 1, column: 3 }] });
    const unknown = collect(['failed'], 1);
    unknown.explorer(request(1, 'count', 'other'));
    await unknown.ended;
    expect(unknown.answers[0]).toMatchObject({ type: 'failed', why: 'There is no simulator “other”.' });
  });
});

describe('the text in an address', () => {
  test('comes back as it was', async () => {
    for (const text of ['', 'mm x\n', 'ünïcödé → 𝄞\n', 'x'.repeat(5000)]) {
      const hash = await writeTextHash(text);
      expect(hash).toMatch(/^#text=[\w-]*$/);
      expect(await readTextHash(hash)).toBe(text);
    }
  });

  test('none is undefined, a damaged one is null', async () => {
    expect(await readTextHash('')).toBeUndefined();
    expect(await readTextHash('#r-outcomes')).toBeUndefined();
    expect(await readTextHash('#text=%%%')).toBeNull();
    expect(await readTextHash('#text=AAAA')).toBeNull();
  });
});
