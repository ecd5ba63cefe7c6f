import { expect, it } from 'vitest';
import { dismissSuggestion, recallSuggestion, suggestInMail, suggestInThread } from '#lib/db/cues';
import type { Moot } from '#lib/db/open';
import { importTexts, mail, withMoot } from './archive-moot';

const author = 'Cy Dee <cy@example.org>';
const opened = globalThis as typeof globalThis & { mootOpened?: Promise<Moot> };

it('a suggestion that somebody dismissed says who and when, once, and can be shown again', () =>
  withMoot(async (moot) => {
    opened.mootOpened = Promise.resolve(moot);
    await importTexts(moot, [
      mail('one', 'I stand corrected.\n\nThis cannot happen with a count.\n'),
      mail('two', 'Nothing of note\n', { References: '<one@example.org>' }),
      mail('three', 'Fair enough, then.\n', { References: '<one@example.org>' }),
    ]);
    const open = async () =>
      (await suggestInMail('one@example.org'))?.suggestions.map(({ kind, words, dismissed }) => [
        kind,
        words,
        dismissed?.author ?? null,
      ]);
    expect(await open()).toEqual([
      ['concession', 'I stand corrected.', null],
      ['claim', 'This cannot happen with a count.', null],
    ]);
    const [first] = (await suggestInMail('one@example.org'))?.suggestions ?? [];
    const name = { messageId: 'one@example.org', cue: 'concession', hash: first?.hash ?? '' };
    const dismissal = await dismissSuggestion(name, author);
    expect(dismissal).toMatchObject({ author });
    // Whoever does it again finds it done.
    expect(await dismissSuggestion(name, 'Di Zed <di@example.org>')).toEqual(dismissal);
    expect(await open()).toMatchObject([
      ['concession', 'I stand corrected.', author],
      ['claim', expect.anything(), null],
    ]);
    expect(await dismissSuggestion({ ...name, cue: 'claim' }, author)).toBeUndefined();
    await recallSuggestion(name);
    expect(await open()).toMatchObject([['concession', expect.anything(), null], expect.anything()]);
    expect((await suggestInThread('two@example.org'))?.map(({ messageId }) => messageId)).toEqual([
      'one@example.org',
      'three@example.org',
    ]);
  }));
