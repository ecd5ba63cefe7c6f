import { whoActs } from '#lib/reproduce/company';
import { director } from '#lib/reproduce/piece/director';
import { fork as piece } from '#lib/reproduce/piece/fork';
import type { StepKind } from '#lib/reproduce/step';

export const fork: StepKind = {
  verb: 'fork',
  pieces: [piece],
  play: (step, company) => ({
    play: 'fork_process',
    who: whoActs(step, company),
    other: company.processes.indexOf(step.args.PROCESS ?? ''),
  }),
};

/** Done once the process is a zombie: its address space is gone by then. Pipes and rings are the director's and stay. */
export const exit: StepKind = {
  verb: 'exit',
  pieces: [director],
  play: (step, company) => ({ play: 'exit_process', who: whoActs(step, company) }),
};
