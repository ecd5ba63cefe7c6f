import { findPin, printPinStep } from '#lib/observation/pin';
import { type Probe, predictProbe } from '#lib/observation/probe';

/** Trials of pages that go to swap and come back. */
export const swapProbes: readonly Probe[] = [
  {
    id: 'h1',
    title: 'The page goes to swap, a load brings it back: the owner stores',
    read: (said) => {
      const groups =
        /^read back=(?<back>\w+) (?<cache>in|not-in)-swapcache then write: (?<page>reused|copied) reads=(?<parent>\w+)$/.exec(
          said,
        )?.groups;
      if (groups === undefined) return undefined;
      const { back = '', cache, page = '', parent = '' } = groups;
      return { back, page, parent, swapcache: cache === 'in' ? 'yes' : 'no' };
    },
    predict: (kernel, play) => {
      const text = [
        'mm store-after-swap-in',
        '',
        'kernel K',
        '',
        'P: map v = old',
        'K: swapout P:v',
        'P: read v -> back',
        'check swapcache(P:v) = 1',
        'P: write v = new',
        'P: read v -> now',
        '',
      ].join('\n');
      const checks = { swapcache: ['swapcache(P:v) = 1', 'yes', 'no'] } as const;
      return predictProbe({ text, checks, hasPage: true, registers: { back: 'back', parent: 'now' } }, kernel, play);
    },
  },
  {
    id: 'h2',
    title: 'The page goes to swap: the owner stores to half of it',
    read: (said) => {
      const groups = /^write fault on swapped page: byte=(?<byte>\w+) rest=(?<rest>\w+)$/.exec(said)?.groups;
      return groups === undefined ? undefined : { parent: `${groups.byte ?? ''}/${groups.rest ?? ''}` };
    },
    predict: (kernel, play) => {
      const text = [
        'mm store-on-swapped-page',
        '',
        'kernel K',
        '',
        'P: map v = old',
        'K: swapout P:v',
        'P: write v.0 = new',
        'P: read v -> now',
        '',
      ].join('\n');
      return predictProbe({ text, registers: { parent: 'now' } }, kernel, play);
    },
  },
  {
    id: 'h4',
    title: 'The page goes to swap, the child of a later fork loads it into a pipe and unmaps it: the parent stores',
    read: (said) => {
      const groups = /^child's page (?<cache>in|not-in)-swapcache; pipe=(?<pin>\w+)$/.exec(said)?.groups;
      if (groups === undefined) return undefined;
      return { pin: groups.pin ?? '', swapcache: groups.cache === 'in' ? 'yes' : 'no' };
    },
    predict: (kernel, play) => {
      const text = [
        'mm attack-through-swap',
        '',
        'kernel K',
        'device D',
        '',
        'P: map v = old',
        'K: swapout P:v',
        'P: fork C',
        'C: read v',
        'check swapcache(C:v) = 1',
        'C: vmsplice v -> pipe',
        'C: munmap v',
        'P: write v = new',
        'D: read pipe -> seen',
        '',
        'never missed-cow',
        '',
      ].join('\n');
      const checks = { swapcache: ['swapcache(C:v) = 1', 'yes', 'no'] } as const;
      return predictProbe({ text, checks, registers: { pin: 'seen' } }, kernel, play);
    },
  },
  {
    id: 'h7',
    title: 'Reclaim wants a page under a read-only long-term pin: its owner stores',
    read: (said) => {
      const groups =
        /^pageout of pinned page: (?<pte>still present|pte became swap entry); then write: pin=(?<pin>\w+)$/.exec(
          said,
        )?.groups;
      if (groups === undefined) return undefined;
      return { pin: groups.pin ?? '', pte: groups.pte === 'still present' ? 'present' : 'swapped' };
    },
    predict: (kernel, play) => {
      const pin = findPin('pin_RO_longterm');
      const step = pin === undefined ? '' : printPinStep(pin, kernel, 'buf');
      const text = [
        'mm pinned-page-and-reclaim',
        '',
        'kernel K',
        'device D',
        '',
        'P: map v = old',
        `P: ${step}`,
        'K: swapout P:v',
        'check swapped(P:v) = 1',
        'P: write v = new',
        'D: read buf -> seen',
        '',
        'never wrong-cow',
        '',
      ].join('\n');
      const checks = { pte: ['swapped(P:v) = 1', 'swapped', 'present'] } as const;
      return predictProbe({ text, checks, registers: { pin: 'seen' } }, kernel, play);
    },
  },
];
