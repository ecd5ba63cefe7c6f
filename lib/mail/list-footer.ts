/** Lines list managers append to a body: Mailman's rule and majordomo's address, up to a dozen lines at the end. */
const footers: readonly {
  readonly form: RegExp /** What it never lacks: most mails have none of them. */;
  readonly sign: string;
}[] = [
  { form: /\n_{40,}\n(?:[^\n]*\n){0,8}[^\n]*$/, sign: `\n${'_'.repeat(40)}` },
  {
    form: /\n--[ ]?\nTo unsubscribe from this list: send [^\n]*(?:\n[^\n]*){0,5}$/,
    sign: '\nTo unsubscribe from this list: send ',
  },
  {
    form: /\n--[ ]?\nTo unsubscribe, send a message with 'unsubscribe [^\n]*(?:\n[^\n]*){0,4}$/,
    sign: "\nTo unsubscribe, send a message with 'unsubscribe ",
  },
];

/** A text parted from a list's footer; `footer` is '' where there is none. */
export function splitListFooter(text: string): { readonly text: string; readonly footer: string } {
  const trimmed = text.trimEnd();
  for (const { form, sign } of footers) {
    const found = trimmed.includes(sign) ? form.exec(trimmed) : null;
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
