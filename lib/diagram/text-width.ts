/** Weights of the interface's face that labels are written in. */
export type Weight = 400 | 600;

/** The characters whose widths are known, in code point order. */
const characters =
  ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~·×–—‘’“”…•−';

/** Advance widths of {@link characters} in IBM Plex Sans, in thousandths of the type's size, measured in Chromium. */
const widths: Readonly<Record<Weight, readonly number[]>> = {
  400: read(
    '236 284 419 713 598 927 694 242 335 335 450 600 272 399 272 383 600 600 600 600 600 600 600 600 600 600 292 292 600 600 600 477 891 641 653 621 671 583 559 695 707 400 510 634 501 812 707 708 606 708 640 581 572 678 609 891 613 593 580 317 383 317 600 565 600 534 580 503 580 549 324 528 568 250 250 527 272 873 568 560 580 580 367 487 351 568 492 768 507 499 464 343 314 343 600 326 600 588 780 273 273 475 474 803 396 600',
  ),
  600: read(
    '236 309 471 656 600 960 713 260 337 337 556 600 299 402 299 437 600 600 600 600 600 600 600 600 600 600 319 319 600 600 600 493 899 672 663 642 689 600 577 712 719 423 545 678 521 817 719 712 641 712 664 611 580 689 638 949 655 632 599 329 437 329 600 559 600 559 600 513 600 558 350 545 588 275 275 562 294 888 588 563 600 600 393 499 374 588 524 819 544 524 502 363 376 363 600 349 600 588 780 292 292 517 517 869 420 600',
  ),
};

/** A character whose width is not known is taken as wide as high: its box must not be too small. */
const unknown = 1000;

const places = new Map([...characters].map((character, index) => [character, index]));

function read(text: string): readonly number[] {
  return text.split(' ').map(Number);
}

/**
 * Width of a text in CSS pixels, written in IBM Plex Sans at `size` pixels, without kerning, which only ever draws
 * letters nearer to each other. A letter with an accent is as wide as the letter; what is not Latin is taken as wide.
 */
export function measureText(text: string, size: number, weight: Weight = 400): number {
  let sum = 0;
  for (const character of text.normalize('NFD').replace(/\p{M}/gu, '')) {
    const place = places.get(character);
    sum += (place === undefined ? undefined : widths[weight][place]) ?? unknown;
  }
  return (sum * size) / 1000;
}
