import { labelWord } from '#lib/argument/label-word';
import type { MapNode } from '#lib/diagram/map/drawing';
import { measureText } from '#lib/diagram/text-width';
import { cutText, type Type, wrapText } from '#lib/diagram/wrap-text';

/** Pixels that a box is wide; it is as high as its text. */
export const boxWidth = 200;

const padding = 10;
const lineHeight = 16;

/** Types of the two kinds of text in a box. */
export const smallType: Type = { size: 11, weight: 400 };
export const titleType: Type = { size: 12.5, weight: 400 };

/** A box with its text set, before it has a place. */
export interface SetBox {
  readonly node: MapNode;
  readonly height: number;
  /** Lines of the title, each with the distance of its baseline from the top of the box. */
  readonly lines: readonly { readonly text: string; readonly y: number }[];
  /** Who holds the claim, cut to what is left beside the label. */
  readonly holder: string;
}

/** Baseline of the line with label and holder, from the top of the box. */
export const headBaseline = 19;

/** Left end of a box's text, from the left of the box. */
export const textStart = padding;

/** The word of a label stands after its mark of 12 pixels. */
export const markSpace = 16;

/** Sets the text of a box. The title is never cut; it is measured bold, as the focus has it, so that it fits both. */
export function setBox(node: MapNode): SetBox {
  const inner = boxWidth - 2 * padding;
  const bold: Type = { ...titleType, weight: 600 };
  const texts = wrapText(node.title, inner, bold);
  const word = measureText(labelWord[node.label], smallType.size, 600);
  const first = headBaseline + 19;
  return {
    node,
    height: first + (texts.length - 1) * lineHeight + padding + 2,
    lines: texts.map((text, index) => ({ text, y: first + index * lineHeight })),
    holder: cutText(node.holder, inner - markSpace - word - 10, smallType),
  };
}
