import {
  numberOfHandle,
  numberOfRegister,
  numberOfValue,
  numberOfVariable,
  partOf,
  whoActs,
} from '#lib/reproduce/company';
import { access } from '#lib/reproduce/piece/access';
import { type Call, type Company, DIRECTOR, type StepKind } from '#lib/reproduce/step';
import type { Step } from '#lib/scenario/scenario';

/** Through the page table the process does it, through a handle whoever holds the pipe or the ring. */
function bind(step: Step, company: Company, what: Omit<Call, 'play' | 'who'>, own: string, pipe: string, ring: string) {
  const handle = numberOfHandle(step, 'OBJECT', company);
  const part = partOf(step, 'OBJECT');
  const used = company.handles[handle];
  if (used === undefined)
    return {
      play: own,
      who: whoActs(step, company),
      variable: numberOfVariable(step, 'OBJECT', company),
      part,
      ...what,
    };
  const play = used.holder === 'pipe' ? pipe : ring;
  return { play, who: DIRECTOR, handle, variable: used.variable, part, ...what };
}

export const read: StepKind = {
  verb: 'read',
  pieces: [access],
  play: (step, company) => {
    const reg = numberOfRegister(step, company);
    return bind(step, company, { reg }, 'load_page', 'look_in_pipe', 'look_through_pin');
  },
};

/** A pipe is for reading: a device that would store through it is refused. */
export const write: StepKind = {
  verb: 'write',
  pieces: [access],
  play: (step, company) => {
    const value = numberOfValue(step, company);
    return bind(step, company, { value }, 'store_page', 'do_nothing', 'store_through_pin');
  },
};
