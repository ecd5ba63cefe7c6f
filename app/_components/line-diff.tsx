import { changedWords, type Stretch } from '#lib/patch/view/changed-words';

interface Props {
  readonly old: readonly string[];
  readonly now: readonly string[];
  /** What is compared, for whoever hears it: `What the suggestion changes`. */
  readonly label: string;
}

/** A few lines before and after, with the words that differ: small enough for a margin. Lines that both share stand once. */
export function LineDiff({ old, now, label }: Props) {
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const removed = old.slice(head, old.length - tail);
  const added = now.slice(head, now.length - tail);
  const rows = [
    ...old.slice(0, head).map((text) => row(' ', text)),
    ...removed.map((text, index) => row('-', text, changedWords(text, added[index] ?? '')?.old)),
    ...added.map((text, index) => row('+', text, changedWords(removed[index] ?? '', text)?.now)),
    ...(tail === 0 ? [] : old.slice(-tail)).map((text) => row(' ', text)),
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: lines of code are no fields
    <div className="line-diff" role="group" aria-label={label}>
      {rows.map(({ sign, words }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
        <div key={index} className={looks[sign]}>
          {sign}
          {words.map(({ text, isChanged }, at) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the words never move
            isChanged ? <mark key={at}>{text}</mark> : text,
          )}
        </div>
      ))}
    </div>
  );
}

const looks = { '+': 'add', '-': 'del', ' ': undefined } as const;

function row(sign: keyof typeof looks, text: string, changed: readonly Stretch[] = []) {
  const words: { text: string; isChanged: boolean }[] = [];
  let at = 0;
  for (const [from, end] of changed) {
    words.push({ text: text.slice(at, from), isChanged: false }, { text: text.slice(from, end), isChanged: true });
    at = end;
  }
  return { sign, words: [...words, { text: text.slice(at), isChanged: false }] };
}
