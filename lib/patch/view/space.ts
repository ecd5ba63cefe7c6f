/** How white space is read in a diff. */
export interface SpaceOptions {
  /** `amount`: any run of blanks is as good as another, at a line's end as good as none; `all`: blanks say nothing. */
  readonly ignore: 'nothing' | 'amount' | 'all';
  /** Added and removed lines that hold nothing but blanks are no changes. */
  readonly isBlankIgnored: boolean;
  /** Tabs and blanks at a line's end are drawn. */
  readonly isShown: boolean;
}

export const exactSpace: SpaceOptions = { ignore: 'nothing', isBlankIgnored: false, isShown: false };

/** Reads the words of an address: `amount` or `all`, `blank`, `show`, with commas between; others say nothing. */
export function readSpace(words: string): SpaceOptions {
  const all = new Set(words.split(','));
  return {
    ignore: all.has('all') ? 'all' : all.has('amount') ? 'amount' : 'nothing',
    isBlankIgnored: all.has('blank'),
    isShown: all.has('show'),
  };
}

/** The words that `readSpace` reads; '' for none. */
export function printSpace({ ignore, isBlankIgnored, isShown }: SpaceOptions): string {
  return [ignore === 'nothing' ? [] : ignore, isBlankIgnored ? 'blank' : [], isShown ? 'show' : []].flat().join();
}

/** What of a line is compared: two lines with the same key differ by ignored white space at most. */
export function spaceKey(text: string, ignore: SpaceOptions['ignore']): string {
  if (ignore === 'all') return text.replace(/\s+/g, '');
  if (ignore === 'amount') return text.replace(/\s+/g, ' ').trimEnd();
  return text;
}
