import { atPlace, numberOfRegister, numberOfVariable, whoActs } from '#lib/reproduce/company';
import { reclaim } from '#lib/reproduce/piece/reclaim';
import { DIRECTOR, type StepKind } from '#lib/reproduce/step';

/**
 * Reclaim comes when it wants, MADV_PAGEOUT when it is called: by the process that maps the page. It passes over a page
 * that two processes map (then the program says so) and needs swap space.
 */
export const swapout: StepKind = {
  verb: 'swapout',
  pieces: [reclaim],
  play: (step, company) => ({ play: 'swap_out', ...atPlace(step, company) }),
};

/** MADV_PAGEOUT itself, which passes over a shared page in the scenario as well. */
export const pageout: StepKind = {
  verb: 'pageout',
  pieces: [reclaim],
  play: (step, company) => ({
    play: 'page_out',
    who: whoActs(step, company),
    variable: numberOfVariable(step, 'VAR', company),
  }),
};

export const pagemap: StepKind = {
  verb: 'pagemap',
  pieces: [reclaim],
  play: (step, company) => ({
    play: 'look_at_soft_dirty',
    ...atPlace(step, company),
    reg: numberOfRegister(step, company),
  }),
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
