/** A way to take a reference to a page, as observers name it. */
export interface Pin {
  /** `vmsplice`, `pin_RO_longterm`. */
  readonly name: string;
  /** The same in a sentence. */
  readonly title: string;
  /** Step of the scenario language, without the variable and the handle. */
  readonly step: string;
  /** The same in kernels without FOLL_PIN. */
  readonly before56: string;
  /** Whether it may write through the page. */
  readonly writes: boolean;
}

/**
 * Every way that is known. FOLL_PIN came with 5.6 (eddb1c228f79 "mm/gup: introduce pin_user_pages*() and FOLL_PIN"):
 * before it, the same callers took plain references. io_uring pins its fixed buffers for reading and writing, for long.
 */
export const pins: readonly Pin[] = [
  pin('vmsplice', 'a pipe’s reference (vmsplice, FOLL_GET)', 'vmsplice', 'vmsplice'),
  pin('io_uring_fixed(RW,longterm)', 'a fixed buffer of io_uring', 'pin write longterm', 'get write'),
  pin('pin_RO', 'a read-only pin', 'pin read', 'get read'),
  pin('pin_RO_longterm', 'a read-only long-term pin', 'pin read longterm', 'get read'),
  pin('pin_RW', 'a pin for writing', 'pin write', 'get write'),
  pin('pin_RW_longterm', 'a long-term pin for writing', 'pin write longterm', 'get write'),
  pin('get_RO', 'a plain reference for reading (FOLL_GET)', 'get read', 'get read'),
  pin('get_RW', 'a plain reference for writing (FOLL_GET)', 'get write', 'get write'),
];

/** The pin of that name. */
export function findPin(name: string): Pin | undefined {
  return pins.find((one) => one.name === name);
}

/** Whether a kernel has FOLL_PIN. What is no release (a policy, a combination) is asked about what it does with pins. */
export function hasFollPin(kernel: string): boolean {
  const [, major = '', minor = ''] = /^v?(\d+)\.(\d+)/.exec(kernel) ?? [];
  return major === '' || Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 6);
}

/** The step that takes it under a kernel: `pin read longterm v -> h`. */
export function printPinStep({ step, before56 }: Pin, kernel: string, handle: string): string {
  return `${hasFollPin(kernel) ? step : before56} v -> ${handle}`;
}

function pin(name: string, title: string, step: string, before56: string): Pin {
  return { name, title, step, before56, writes: step.includes('write') };
}
