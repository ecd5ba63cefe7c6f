import { whoActs } from '#lib/reproduce/company';
import { director } from '#lib/reproduce/piece/director';
import { fork as piece } from '#lib/reproduce/piece/fork';
import { DIRECTOR, type StepKind } from '#lib/reproduce/step';

export const fork: StepKind = {
  verb: 'fork',
  pieces: [piece],
  play: (step, company) => ({
    play: 'fork_process',
    who: whoActs(step, company),
    other: company.processes.indexOf(step.args.PROCESS ?? ''),
  }),
};

/** Children in great numbers, which only map what they got. */
export const forkCrowd: StepKind = {
  verb: 'fork crowd',
  pieces: [piece],
  play: (step, company) => ({
    play: 'fork_crowd',
    who: whoActs(step, company),
    value: Number(step.args.NUMBER ?? '0'),
  }),
};

/** Done once the process is a zombie: its address space is gone by then. Pipes and rings are the director's and stay. */
export const exit: StepKind = {
  verb: 'exit',
  pieces: [director],
  play: (step, company) => ({ play: 'exit_process', who: whoActs(step, company) }),
};

/** SIGKILL: done once the process is a zombie, wherever it was. */
export const kill: StepKind = {
  verb: 'kill',
  pieces: [director],
  play: (step, company) => ({
    play: 'kill_process',
    who: DIRECTOR,
    other: company.processes.indexOf(step.args.PROCESS ?? ''),
  }),
};
