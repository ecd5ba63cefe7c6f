import { placeOf } from '#lib/reproduce/company';
import { reclaim } from '#lib/reproduce/piece/reclaim';
import { DIRECTOR, type StepKind } from '#lib/reproduce/step';

/**
 * Reclaim comes when it wants, MADV_PAGEOUT when it is called: by the process that maps the page. It passes over a page
 * that two processes map (then the program says so) and needs swap space.
 */
export const swapout: StepKind = {
  verb: 'swapout',
  pieces: [reclaim],
  play: (step, company) => ({ play: 'page_out', ...placeOf(step, company) }),
};

export const clearRefs: StepKind = {
  verb: 'clear_refs',
  pieces: [reclaim],
  play: (step, company) => ({
    play: 'clear_refs',
    who: DIRECTOR,
    other: company.processes.indexOf(step.args.PROCESS ?? ''),
  }),
};

/** munmap drains the batch of the CPU it runs on, and so do other fresh pages. */
export const drain: StepKind = {
  verb: 'drain cpu',
  pieces: [reclaim],
  play: (step) => ({ play: 'drain_batch', who: DIRECTOR, value: Number(step.args.NUMBER ?? '0') }),
};
