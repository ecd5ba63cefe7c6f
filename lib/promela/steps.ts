import type { StepText } from '#lib/promela/step';
import { read, write } from '#lib/promela/step/access';
import { fork } from '#lib/promela/step/fork';
import {
  getRead,
  getReadMayShare,
  getWrite,
  pinRead,
  pinReadLongterm,
  pinReadMayShare,
  pinWrite,
  pinWriteLongterm,
  release,
  vmsplice,
} from '#lib/promela/step/gup';
import { map } from '#lib/promela/step/map';
import { clearRefs, mprotectReadOnly, mprotectReadWrite } from '#lib/promela/step/protect';
import { drainCpu, speculate, swapout } from '#lib/promela/step/reclaim';
import { dontneed, exit, munmap } from '#lib/promela/step/unmap';

/** Every step that the export covers. */
export const steps: readonly StepText[] = [
  map,
  munmap,
  dontneed,
  mprotectReadOnly,
  mprotectReadWrite,
  fork,
  exit,
  read,
  write,
  vmsplice,
  getRead,
  getReadMayShare,
  getWrite,
  pinRead,
  pinReadLongterm,
  pinReadMayShare,
  pinWrite,
  pinWriteLongterm,
  release,
  clearRefs,
  swapout,
  speculate,
  drainCpu,
];
