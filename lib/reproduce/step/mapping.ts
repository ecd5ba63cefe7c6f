import { numberOfVariable, whoActs } from '#lib/reproduce/company';
import { mapping } from '#lib/reproduce/piece/mapping';
import type { StepKind } from '#lib/reproduce/step';

/** A step of the process itself on one of its variables. */
function ofVariable(verb: string, play: string): StepKind {
  return {
    verb,
    pieces: [mapping],
    play: (step, company) => ({ play, who: whoActs(step, company), variable: numberOfVariable(step, 'VAR', company) }),
  };
}

export const munmap = ofVariable('munmap', 'unmap_page');
export const dontneed = ofVariable('dontneed', 'drop_page');
export const mprotectReadOnly = ofVariable('mprotect ro', 'allow_reading');
export const mprotectReadWrite = ofVariable('mprotect rw', 'allow_writing');
export const dontneedOthers = ofVariable('dontneed others', 'drop_others');
export const mlock = ofVariable('mlock', 'lock_page');
