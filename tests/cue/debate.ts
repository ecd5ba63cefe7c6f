import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { attitudes } from '#lib/argument/stance';
import type { CueKind } from '#lib/cue/cue';
import { findCues } from '#lib/cue/cues';
import { readOwnWords } from '#lib/cue/own-words';
import { parseMessage } from '#lib/mail/message';
import { readRecord } from '#lib/markdown/record-file';
import { readMailFile } from '#lib/source/read-file';
import { findParagraphs, paragraphAt } from '#lib/text/paragraph';

/** What the cues of a kind are worth, over the debate's own mail. */
export interface Worth {
  readonly kind: CueKind;
  /** Cues found; and how many of them in a paragraph that a stance of the kind's attitudes, or any stance, is anchored in. */
  readonly cues: number;
  readonly inKind: number;
  readonly inAny: number;
  /** Paragraphs with a stance of the kind's attitudes; and in how many of them the kind, or any kind, has a cue. */
  readonly paragraphs: number;
  readonly seen: number;
  readonly seenByAny: number;
}

type Attitude = (typeof attitudes)[number];

/** Which attitudes a kind would be, where content/ says what a paragraph is. */
const meant: Readonly<Partial<Record<CueKind, readonly Attitude[]>>> = {
  claim: ['asserts'],
  concession: ['concedes', 'accepts', 'withdraws'],
  objection: ['rejects', 'lukewarm'],
  counterexample: ['rejects'],
};

/** Measures each kind against the anchors of content/; a paragraph is the unit, because that is what they name. */
export async function measureCues(
  mbox: string,
): Promise<{ readonly mails: number; readonly worths: readonly Worth[]; readonly chance: number }> {
  const stances = readStances();
  const found: { kind: CueKind; key: string }[] = [];
  const held = new Set<string>();
  let paragraphs = 0;
  for await (const item of readMailFile(mbox)) {
    if (item.kind !== 'message') continue;
    const { messageId = '', text } = await parseMessage(item.bytes);
    const places = findParagraphs(text);
    const own = new Set(readOwnWords(text).sentences.map(({ start }) => paragraphAt(places, start)));
    paragraphs += own.size;
    held.add(messageId);
    for (const { kind, start } of findCues(text))
      found.push({ kind, key: `${messageId} ${paragraphAt(places, start)}` });
  }
  const ofHeld = stances.filter(({ message }) => held.has(message));
  const any = new Set(ofHeld.map(({ key }) => key));
  const cued = new Set(found.map(({ key }) => key));
  const worths = (['counterexample', 'concession', 'objection', 'claim', 'trailer', 'commit'] as const).map(
    (kind): Worth => {
      const own = new Set(
        ofHeld.filter(({ attitude }) => meant[kind]?.includes(attitude) === true).map(({ key }) => key),
      );
      const cues = found.filter((cue) => cue.kind === kind);
      const keys = new Set(cues.map(({ key }) => key));
      return {
        kind,
        cues: cues.length,
        inKind: cues.filter(({ key }) => own.has(key)).length,
        inAny: cues.filter(({ key }) => any.has(key)).length,
        paragraphs: own.size,
        seen: [...own].filter((key) => keys.has(key)).length,
        seenByAny: [...own].filter((key) => cued.has(key)).length,
      };
    },
  );
  return { mails: held.size, worths, chance: any.size / paragraphs };
}

function readStances() {
  const folder = join(import.meta.dirname, '../../content/claims');
  return readdirSync(folder).flatMap((file) => {
    const read = readRecord('claim', file.replace(/\.md$/, ''), readFileSync(join(folder, file), 'utf8')).record;
    return (read?.front.stances ?? []).flatMap(({ message, paragraph, attitude }) =>
      paragraph === undefined ? [] : [{ message, attitude, key: `${message} ${paragraph}` }],
    );
  });
}
