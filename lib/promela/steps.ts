import type { StepText } from '#lib/promela/step';
import { read, write } from '#lib/promela/step/access';
import { forkCrowd } from '#lib/promela/step/crowd';
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
import { getReadFast, getWriteFast, pinReadFast, pinWriteFast } from '#lib/promela/step/gup-fast';
import { ksmMerge, ksmUnmerge } from '#lib/promela/step/ksm';
import { map } from '#lib/promela/step/map';
import { migrate } from '#lib/promela/step/migrate';
import { drainCpu, lock, speculate } from '#lib/promela/step/passing';
import { clearRefs, mprotectReadOnly, mprotectReadWrite } from '#lib/promela/step/protect';
import { pageout, swapout } from '#lib/promela/step/reclaim';
import { swapon } from '#lib/promela/step/swapon';
import { dontneed, exit, munmap } from '#lib/promela/step/unmap';

/** Every step that the export covers. */
export const steps: readonly StepText[] = [
  map,
  munmap,
  dontneed,
  mprotectReadOnly,
  mprotectReadWrite,
  fork,
  forkCrowd,
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
  getReadFast,
  getWriteFast,
  pinReadFast,
  pinWriteFast,
  release,
  clearRefs,
  swapout,
  pageout,
  ...swapon,
  migrate,
  ksmMerge,
  ksmUnmerge,
  speculate,
  lock,
  drainCpu,
];
