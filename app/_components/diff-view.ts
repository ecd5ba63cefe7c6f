import { exactSpace, printSpace, readSpace, type SpaceOptions } from '#lib/patch/view/space';

/** How diffs are shown, as an address says it. */
export interface DiffView {
  /** One column with both sides below each other, or two columns. */
  readonly layout: 'unified' | 'split';
  readonly space: SpaceOptions;
}

export const plainView: DiffView = { layout: 'unified', space: exactSpace };

/** Reads `view` and `space` of an address; what they do not know says nothing. */
export function readView(view: string | undefined, space: string | undefined): DiffView {
  return { layout: view === 'split' ? 'split' : 'unified', space: readSpace(space ?? '') };
}

/** The words that `readView` reads, each for a query: `view=split`, `space=all,show`. */
export function printView({ layout, space }: DiffView): string[] {
  const words = printSpace(space);
  return [...(layout === 'split' ? ['view=split'] : []), ...(words === '' ? [] : [`space=${words}`])];
}
