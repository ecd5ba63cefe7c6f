/** A subject without the words and brackets that a reply or a patch puts before it: what a tree need not repeat. */
export function bareSubject(subject: string): string {
  return subject
    .replace(/^(?:\s*(?:re|aw|sv|fwd?|antw|回复)\s*[:：]|\s*\[[^\]]*\])+\s*/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}
