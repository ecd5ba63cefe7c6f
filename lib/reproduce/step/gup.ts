import { atPlace, numberOfHandle, numberOfVariable, whoActs } from '#lib/reproduce/company';
import { pipe } from '#lib/reproduce/piece/pipe';
import { ring } from '#lib/reproduce/piece/ring';
import { DIRECTOR, type Holder, type StepKind } from '#lib/reproduce/step';

/** A step that takes a reference which something outside the page table holds. */
function takes(verb: string, holder: Holder): StepKind {
  return {
    verb,
    holder,
    pieces: [holder === 'pipe' ? pipe : ring],
    play: (step, company) => ({
      play: holder === 'pipe' ? 'splice_page' : 'pin_page',
      who: whoActs(step, company),
      variable: numberOfVariable(step, 'VAR', company),
      handle: numberOfHandle(step, 'HANDLE', company),
    }),
  };
}

function cannot(verb: string, why: string): StepKind {
  return { verb, pieces: [], play: () => why };
}

export const vmsplice = takes('vmsplice', 'pipe');
/** vmsplice is what a process has that takes FOLL_GET for reading and keeps it. */
export const getRead = takes('get read', 'pipe');
/** No kernel knows the opt-out: to all it is any other reference. */
export const getReadMayShare = takes('get read may-share', 'pipe');
const noWriter =
  'O_DIRECT, which took such a reference, gives it back when the transfer ends, and nothing else keeps one';
export const getWrite = cannot('get write', noWriter);

const needsModule = 'no system call takes a pin for reading that lasts: it needs a kernel module';
export const pinRead = cannot('pin read', needsModule);
export const pinReadMayShare = cannot('pin read may-share', needsModule);
export const pinReadLongterm = cannot('pin read longterm', needsModule);
/** An io_uring always takes FOLL_LONGTERM as well, which changes nothing for COW. */
export const pinWrite = takes('pin write', 'ring');
export const pinWriteLongterm = takes('pin write longterm', 'ring');

/** What these system calls use is GUP-fast; in an order nothing comes in between. */
export const getReadFast = takes('get read fast', 'pipe');
export const getWriteFast = cannot('get write fast', noWriter);
export const pinReadFast = cannot('pin read fast', needsModule);
export const pinWriteFast = takes('pin write fast', 'ring');

export const release: StepKind = {
  verb: 'release',
  pieces: [],
  play: (step, company) => {
    const handle = numberOfHandle(step, 'HANDLE', company);
    return { play: company.handles[handle]?.holder === 'pipe' ? 'empty_pipe' : 'unpin_page', who: DIRECTOR, handle };
  },
};

/** A passing reference is a plain one, and a pipe can take it: if its GUP does not break COW, as it did before 5.9. */
export const speculate: StepKind = {
  verb: 'speculate',
  holder: 'pipe',
  pieces: [pipe],
  play: (step, company) => ({
    play: 'refer_in_passing',
    ...atPlace(step, company),
    handle: numberOfHandle(step, 'HANDLE', company),
  }),
};

/** What the kernel does of itself, and nobody can make it do at a given moment. */
export const unplayable: readonly StepKind[] = [
  cannot('lock', 'nobody can make the kernel hold a page lock'),
  cannot('migrate', 'nobody can make the kernel move one page to another frame of its node'),
  cannot('ksm merge', 'KSM merges pages when it comes by'),
  cannot('ksm unmerge', 'KSM merges pages when it comes by, so there is nothing to take apart'),
  ...['slow', 'stable', 'zram', 'full'].map((device) =>
    cannot(`swapon ${device}`, 'which swap device there is, the machine says'),
  ),
];
