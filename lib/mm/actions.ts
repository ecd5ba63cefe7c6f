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
import { killAction } from '#lib/mm/action/kill';
import { ksmMerge, ksmUnmerge } from '#lib/mm/action/ksm';
import { map } from '#lib/mm/action/map';
import {
  fillFile,
  mapPlainFile,
  mapPrivate,
  mapPrivateReadOnly,
  mapShared,
  mapSharedReadOnly,
  mlock,
} from '#lib/mm/action/map-file';
import { migrate } from '#lib/mm/action/migrate';
import { pagemap } from '#lib/mm/action/pagemap';
import { lockAction, speculateAction } from '#lib/mm/action/passing';
import { poke } from '#lib/mm/action/poke';
import { clearRefsAction, mprotectReadOnly, mprotectReadWrite } from '#lib/mm/action/protect';
import { pageout, swapout } from '#lib/mm/action/reclaim';
import { swaponFull, swaponSlow, swaponStable, swaponZram } from '#lib/mm/action/swapon';
import { uffdContinue, uffdCopy, uffdZero } from '#lib/mm/action/uffd-fill';
import { uffdPoll, uffdWake } from '#lib/mm/action/uffd-poll';
import { uffdProtect, uffdUnprotect } from '#lib/mm/action/uffd-protect';
import { registerMinor, registerMissing, registerWp, uffdUnregister } from '#lib/mm/action/uffd-register';
import { dontneed, dontneedOthers, exit, munmap } from '#lib/mm/action/unmap';

/** Every step that a scenario may use, in the order of the reference. */
export const actions: readonly Action[] = [
  map,
  mapShared,
  mapSharedReadOnly,
  mapPrivate,
  mapPrivateReadOnly,
  mapPlainFile,
  fillFile,
  mlock,
  munmap,
  dontneed,
  dontneedOthers,
  mprotectReadOnly,
  mprotectReadWrite,
  forkAction,
  forkCrowdAction,
  exit,
  killAction,
  readAction,
  writeAction,
  poke,
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
  pagemap,
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
  registerMinor,
  uffdUnregister,
  uffdProtect,
  uffdUnprotect,
  uffdPoll,
  uffdWake,
  uffdCopy,
  uffdZero,
  uffdContinue,
];
