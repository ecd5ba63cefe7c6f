import type { Action } from '#lib/mm/action';
import { readAction, writeAction } from '#lib/mm/action/access';
import { forkAction } from '#lib/mm/action/fork';
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
} from '#lib/mm/action/gup';
import { getReadFast, getWriteFast, pinReadFast, pinWriteFast } from '#lib/mm/action/gup-fast';
import { map } from '#lib/mm/action/map';
import { clearRefsAction, mprotectReadOnly, mprotectReadWrite } from '#lib/mm/action/protect';
import { drainAction, speculateAction, swapout } from '#lib/mm/action/reclaim';
import { uffdPoll, uffdWake } from '#lib/mm/action/uffd-poll';
import { registerMissing, registerWp } from '#lib/mm/action/uffd-register';
import { dontneed, dontneedOthers, exit, munmap } from '#lib/mm/action/unmap';

/** Every step that a scenario may use, in the order of the reference. */
export const actions: readonly Action[] = [
  map,
  munmap,
  dontneed,
  dontneedOthers,
  mprotectReadOnly,
  mprotectReadWrite,
  forkAction,
  exit,
  readAction,
  writeAction,
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
  clearRefsAction,
  swapout,
  speculateAction,
  drainAction,
  registerMissing,
  registerWp,
  uffdPoll,
  uffdWake,
];
