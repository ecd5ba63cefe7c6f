import type { Action } from '#lib/mm/action';
import { readAction, writeAction } from '#lib/mm/action/access';
import { forkCrowdAction } from '#lib/mm/action/crowd';
import { drainAction } from '#lib/mm/action/drain';
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
import { ksmMerge, ksmUnmerge } from '#lib/mm/action/ksm';
import { map } from '#lib/mm/action/map';
import { migrate } from '#lib/mm/action/migrate';
import { lockAction, speculateAction } from '#lib/mm/action/passing';
import { clearRefsAction, mprotectReadOnly, mprotectReadWrite } from '#lib/mm/action/protect';
import { pageout, swapout } from '#lib/mm/action/reclaim';
import { swaponFull, swaponSlow, swaponStable, swaponZram } from '#lib/mm/action/swapon';
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
  forkCrowdAction,
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
  pageout,
  swaponSlow,
  swaponStable,
  swaponZram,
  swaponFull,
  migrate,
  ksmMerge,
  ksmUnmerge,
  speculateAction,
  lockAction,
  drainAction,
  registerMissing,
  registerWp,
  uffdPoll,
  uffdWake,
];
