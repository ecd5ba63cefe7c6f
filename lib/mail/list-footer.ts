/** Lines list managers append to a body: Mailman's rule and majordomo's address, up to a dozen lines at the end. */
const footers: readonly RegExp[] = [
  /\n_{40,}\n(?:[^\n]*\n){0,8}[^\n]*$/,
  /\n--[ ]?\nTo unsubscribe from this list: send [^\n]*(?:\n[^\n]*){0,5}$/,
  /\n--[ ]?\nTo unsubscribe, send a message with 'unsubscribe [^\n]*(?:\n[^\n]*){0,4}$/,
];

/** A text parted from a list's footer; `footer` is '' where there is none. */
export function splitListFooter(text: string): { readonly text: string; readonly footer: string } {
  const trimmed = text.trimEnd();
  for (const footer of footers) {
    const found = footer.exec(trimmed);
    if (found !== null) return { text: text.slice(0, found.index + 1), footer: trimmed.slice(found.index + 1) };
  }
  return { text, footer: '' };
}

/**
 * What two copies of one mail share, sent over lists that append footers and empty lines: the text to compare. Two mails
 * under one Message-ID are one mail when this is equal.
 */
export function comparableText(text: string): string {
  return splitListFooter(text).text.trimEnd();
}
