import type { SnippetSegment } from '#lib/search/snippet';

/** A snippet with the words that were looked for marked. */
export function Snippet({ segments }: { segments: readonly SnippetSegment[] }) {
  let at = 0;
  return segments.map(({ text, isHit }) => {
    const key = at;
    at += text.length + 1;
    return isHit ? <mark key={key}>{text}</mark> : text;
  });
}
