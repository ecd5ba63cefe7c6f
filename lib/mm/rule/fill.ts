import type { Fill, Marks } from '#lib/mm/policy';

/**
 * What is marked dirty when userfaultfd fills a page. Common to all: UFFDIO_ZEROPAGE maps the shared zero page into private
 * memory, read-only and never dirty; UFFDIO_CONTINUE never makes a page of the page cache writable in a private mapping;
 * a copy into private memory is an anonymous page. "Which fault is served" cannot be seen by the ioctl of a real kernel.
 */
function writableOf(fill: Fill): boolean {
  if (isZeroPage(fill)) return false;
  return fill.isWritable && (fill.isShared || fill.by !== 'continue');
}

function isZeroPage(fill: Fill): boolean {
  return fill.by === 'zero' && !fill.isShared;
}

/** A copy into private memory, which is always anonymous. */
function isAnonCopy(fill: Fill): boolean {
  return fill.by === 'copy' && !fill.isShared;
}

/** Before dcf7fe9d8976; private copies too are dirty only together with the write bit. */
export function marksIfWritable(fill: Fill): Marks {
  const pteWritable = writableOf(fill);
  return { pteDirty: pteWritable, pteWritable, pageDirty: false };
}

/** dcf7fe9d8976, with private copies dirty only together with the write bit: up to 5.6. */
export function marksPteOrPageEarly(fill: Fill): Marks {
  const pteWritable = writableOf(fill);
  return { ...marksPteOrPage(fill), pteDirty: pteWritable };
}

/** dcf7fe9d8976: a shared page that may not be written is marked itself. */
export function marksPteOrPage(fill: Fill): Marks {
  const pteWritable = writableOf(fill);
  return {
    pteDirty: pteWritable || isAnonCopy(fill),
    pteWritable,
    pageDirty: fill.isShared && fill.by !== 'continue' && !pteWritable,
  };
}

/** `mfill_atomic_install_pte()` of 5.14. */
export function marksPageAlways(fill: Fill): Marks {
  const pteWritable = writableOf(fill);
  return {
    pteDirty: pteWritable || isAnonCopy(fill),
    pteWritable,
    pageDirty: fill.isShared && fill.by !== 'continue',
  };
}

/** 9ae0f87d009c (5.16). */
export function marksPteAlways(fill: Fill): Marks {
  return { pteDirty: !isZeroPage(fill), pteWritable: writableOf(fill), pageDirty: false };
}

/** The compromise of 28 September 2021. */
export function marksBoth(fill: Fill): Marks {
  return { ...marksPteAlways(fill), pageDirty: fill.isShared && fill.by !== 'continue' };
}

/**
 * A fault that was handed its page maps it as every fault maps a page: `do_set_pte()` marks what is written, and a shared
 * mapping is writable at once unless a soft-dirty tracker wants to hear of stores. The page was marked when it was filled.
 */
export function marksOfFault(fill: Fill, isTracked: boolean): Marks {
  const mayWrite = writableOf(fill);
  return {
    pteDirty: mayWrite && fill.servesWrite,
    pteWritable: mayWrite && (fill.servesWrite || (fill.isShared && !isTracked)),
    pageDirty: fill.by !== 'continue' && !isZeroPage(fill),
  };
}

/** What the mail of 23 September 2021 calls most correct. */
export function marksExactly(fill: Fill): Marks {
  const pteWritable = writableOf(fill);
  return {
    pteDirty: pteWritable && fill.servesWrite,
    pteWritable,
    pageDirty: fill.by !== 'continue' && !isZeroPage(fill),
  };
}
