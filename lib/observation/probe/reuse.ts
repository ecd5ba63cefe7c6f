import { findPin, printPinStep } from '#lib/observation/pin';
import type { Probe } from '#lib/observation/probe';

/** Trials of whether a store reuses the page that is mapped there: fork and exit, LRU batches, mprotect. */
export const reuseProbes: readonly Probe[] = [
  {
    id: 'f1',
    title: 'The child has exited, the page is on the LRU: the parent stores',
    read: readMany,
    ask: () => ({
      hasPage: true,
      text: 'mm store-after-exit\n\nP: map v = old\nP: fork C\nC: exit\nP: write v = new\n',
    }),
  },
  {
    id: 'f5',
    title: 'The parent unmaps the page after fork: the child stores',
    read: (said) => readWord(/^child's page (?<page>reused|copied)$/, said),
    ask: () => ({
      hasPage: true,
      text: 'mm store-of-the-child\n\nP: map v = old\nP: fork C\nP: munmap v\nC: write v = new\n',
    }),
  },
  {
    id: 'f6',
    title: 'A fresh page still waits in the LRU batch of the CPU, the child exits on another: the parent stores',
    read: readMany,
    ask: () => ({
      hasPage: true,
      text: [
        'mm fresh-page',
        '',
        'process P on cpu 0',
        'process C on cpu 1',
        '',
        'P: map v = old',
        'P: fork C',
        'C: exit',
        'P: write v = new',
        '',
      ].join('\n'),
    }),
  },
  {
    id: 'w6',
    title: 'A pipe holds the page, mprotect takes the write bit and gives it back: the owner stores',
    read: (said) => {
      const match = /mprotect R, mprotect RW, write: pfn (?<pfn>same|changed) pipe=(?<pipe>\w+)$/.exec(said)?.groups;
      return match === undefined ? undefined : { page: pageOf(match.pfn), pin: match.pipe ?? '' };
    },
    ask: (kernel) => {
      const pin = findPin('vmsplice');
      const step = pin === undefined ? '' : printPinStep(pin, kernel, 'pipe');
      const text = [
        'mm mprotect-and-pipe',
        '',
        'device D',
        '',
        'P: map v = old',
        `P: ${step}`,
        'P: mprotect ro v',
        'P: mprotect rw v',
        'P: write v = new',
        'D: read pipe -> seen',
        '',
        'never wrong-cow',
        '',
      ].join('\n');
      return { text, hasPage: true, registers: { pin: 'seen' } };
    },
  },
];

/** `64 of 64 pages reused, 0 copied`: a fact where all pages fared alike, else how many were copied. */
function readMany(said: string) {
  const groups = /^(?<reused>\d+) of (?<all>\d+) (?:pages )?reused, (?<copied>\d+) copied$/.exec(said)?.groups;
  if (groups === undefined) return undefined;
  const { reused, all, copied } = groups;
  const page = copied === '0' && reused === all ? 'reused' : copied === all ? 'copied' : `${copied}-of-${all}-copied`;
  return { page };
}

function readWord(pattern: RegExp, said: string) {
  const groups = pattern.exec(said)?.groups;
  return groups === undefined ? undefined : { ...groups };
}

function pageOf(frame: string | undefined): string {
  return frame === 'same' ? 'reused' : 'copied';
}
