import type { StepKind } from '#lib/reproduce/step';
import { read, write } from '#lib/reproduce/step/access';
import { exit, fork } from '#lib/reproduce/step/fork';
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
  speculate,
  vmsplice,
} from '#lib/reproduce/step/gup';
import { map } from '#lib/reproduce/step/map';
import { dontneed, mprotectReadOnly, mprotectReadWrite, munmap } from '#lib/reproduce/step/mapping';
import { clearRefs, drain, swapout } from '#lib/reproduce/step/reclaim';

/** What each step of a scenario is on a real kernel. A step that is not here cannot be played. */
export const stepKinds: readonly StepKind[] = [
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
  drain,
];
