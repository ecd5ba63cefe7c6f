/** What a key does. The help shows this list, and `Keyboard` and the runner obey it. */
export interface KeyHelp {
  readonly keys: readonly string[];
  readonly does: string;
}

/** One group a place where the keys work. */
export const keyGroups: readonly { readonly title: string; readonly keys: readonly KeyHelp[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['/'], does: 'search' },
      { keys: ['?'], does: 'this help' },
      { keys: ['j', 'k'], does: 'next and previous item of the page' },
      { keys: ['o'], does: 'open the item' },
      { keys: ['u'], does: 'up, to the list that this page belongs to' },
      { keys: ['z'], does: 'fold or unfold everything' },
      { keys: ['y'], does: 'copy the link of this page, or of the line of a diff that has the focus' },
    ],
  },
  {
    title: 'In mail and patches',
    keys: [
      { keys: ['n', 'p'], does: 'next and previous message, or change of a patch' },
      { keys: ['[', ']'], does: 'previous and next patch of the series' },
      { keys: [',', '.'], does: 'previous and next annotation' },
      { keys: ['t'], does: 'the whole thread' },
      { keys: ['q'], does: 'make a claim, a stance or an annotation of the selected words, or choose some' },
      { keys: ['w'], does: 'in a thread, show only what is new since the last visit' },
      { keys: ['c'], does: 'annotate the line' },
      { keys: ['r'], does: 'answer the annotation' },
      { keys: ['Shift'], does: 'held while choosing a number: annotate all lines up to it' },
    ],
  },
  {
    title: 'On the argument map',
    keys: [
      { keys: ['←', '→'], does: 'along a line to the next claim' },
      { keys: ['↑', '↓'], does: 'the claim above and below' },
      { keys: ['o', 'Enter'], does: 'the map around the claim; in the middle, the claim itself' },
      { keys: ['+', '-', '0'], does: 'larger, smaller, full size' },
      { keys: ['f'], does: 'full screen' },
    ],
  },
  {
    title: 'In the runner',
    keys: [
      { keys: ['←', '→'], does: 'step back and forward' },
      { keys: ['Home', 'End'], does: 'first and last step' },
      { keys: ['Space'], does: 'play and stop' },
      { keys: ['1', '…', '9'], does: 'the same schedule under another policy' },
      { keys: ['d'], does: 'next step at which two policies part' },
    ],
  },
];
