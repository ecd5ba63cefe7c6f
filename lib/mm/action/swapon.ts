import type { Action, Binding } from '#lib/mm/action';
import type { Memory } from '#lib/mm/memory';
import type { SwapDevice } from '#lib/mm/state/swap';

function bindArgs(binding: Binding, device: SwapDevice) {
  return { device, pc: binding.pc, done: binding.done };
}

/** `swapon()`: from here on swap lies on this device. Without such a line it is a disk that writes at once. */
function swapOn(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  m.swap.setDevice(a.device);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `swapon ${a.device}`;
  return true;
}

function swapon(device: SwapDevice, meaning: string): Action {
  const verb = `swapon ${device}`;
  return {
    form: { verb, syntax: verb, meaning, by: ['kernel'] },
    size: () => 1,
    bind: (binding) => [{ fn: swapOn, args: bindArgs(binding, device) }],
  };
}

export const swaponSlow = swapon(
  'slow',
  'Swap lies on a device that needs time: a page stays in the swap cache, under write-back, until it is written.',
);
export const swaponStable = swapon(
  'stable',
  'As `swapon slow`, and the device wants pages unchanged while it writes them (SWP_STABLE_WRITES).',
);
export const swaponZram = swapon(
  'zram',
  'Swap answers at once (SWP_SYNCHRONOUS_IO): a page whose slot has one entry comes back around the swap cache.',
);
export const swaponFull = swapon(
  'full',
  'More than half of swap is taken (vm_swap_full): a page that comes back leaves the swap cache as soon as it can.',
);
