import { findPin, printPinStep } from '#lib/observation/pin';
import type { Probe } from '#lib/observation/probe';

/** What swap lies on: the setting in square brackets behind the name of a trial. Without one it is a disk. */
type Device = 'disk' | 'zram';

/** Trials of pages that go to swap and come back. */
export const swapProbes: readonly Probe[] = [
  ...listTrials('disk'),
  ...listTrials('zram').map((trial) => ({
    ...trial,
    id: `${trial.id} [zram]`,
    title: `On zram: ${lower(trial.title)}`,
  })),
];

function lower(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

interface Trial {
  readonly name: string;
  readonly declarations?: readonly string[];
  readonly steps: readonly string[];
  readonly properties?: readonly string[];
}

/** The text of a trial, on a device. */
function printTrial({ name, declarations = [], steps, properties = [] }: Trial, device: Device): string {
  const isDisk = device === 'disk';
  const groups = [
    [`mm ${name}`],
    [...declarations, ...(isDisk ? [] : ['kernel K'])],
    [...(isDisk ? [] : [`K: swapon ${device}`]), ...steps],
    properties,
  ];
  return `${groups
    .filter((group) => group.length > 0)
    .map((group) => group.join('\n'))
    .join('\n\n')}\n`;
}

function listTrials(device: Device): readonly Probe[] {
  return [
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
      ask: () => {
        const text = printTrial(
          {
            name: 'store-after-swap-in',
            // What comes back fresh waits in a batch of its CPU, as everything does that is fresh.
            declarations: ['process P on cpu 0'],
            steps: [
              'P: map v = old',
              'P: pageout v',
              'P: read v -> back',
              'check swapcache(P:v) = 1',
              'P: write v = new',
              'P: read v -> now',
            ],
          },
          device,
        );
        const checks = { swapcache: ['swapcache(P:v) = 1', 'yes', 'no'] } as const;
        return { text, checks, hasPage: true, registers: { back: 'back', parent: 'now' } };
      },
    },
    {
      id: 'h2',
      title: 'The page goes to swap: the owner stores to half of it',
      read: (said) => {
        const groups = /^write fault on swapped page: byte=(?<byte>\w+) rest=(?<rest>\w+)$/.exec(said)?.groups;
        return groups === undefined ? undefined : { parent: `${groups.byte ?? ''}/${groups.rest ?? ''}` };
      },
      ask: () => {
        const steps = ['P: map v = old', 'P: pageout v', 'P: write v.0 = new', 'P: read v -> now'];
        const text = printTrial({ name: 'store-on-swapped-page', steps }, device);
        return { text, registers: { parent: 'now' } };
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
      ask: () => {
        const text = printTrial(
          {
            name: 'attack-through-swap',
            declarations: ['device D'],
            steps: [
              'P: map v = old',
              'P: pageout v',
              'P: fork C',
              'C: read v',
              'check swapcache(C:v) = 1',
              'C: vmsplice v -> pipe',
              'C: munmap v',
              'P: write v = new',
              'D: read pipe -> seen',
            ],
            properties: ['never missed-cow'],
          },
          device,
        );
        const checks = { swapcache: ['swapcache(C:v) = 1', 'yes', 'no'] } as const;
        return { text, checks, registers: { pin: 'seen' } };
      },
    },
    {
      id: 'h7',
      title: 'A page under a read-only long-term pin is paged out: its owner stores',
      read: (said) => {
        const groups =
          /^pageout of pinned page: (?<pte>still present|pte became swap entry); then write: pin=(?<pin>\w+)$/.exec(
            said,
          )?.groups;
        if (groups === undefined) return undefined;
        return { pin: groups.pin ?? '', pte: groups.pte === 'still present' ? 'present' : 'swapped' };
      },
      ask: (kernel) => {
        const pin = findPin('pin_RO_longterm');
        const step = pin === undefined ? '' : printPinStep(pin, kernel, 'buf');
        const text = printTrial(
          {
            name: 'pinned-page-and-pageout',
            declarations: ['device D'],
            steps: [
              'P: map v = old',
              `P: ${step}`,
              'P: pageout v',
              'check swapped(P:v) = 1',
              'P: write v = new',
              'D: read buf -> seen',
            ],
            properties: ['never wrong-cow'],
          },
          device,
        );
        const checks = { pte: ['swapped(P:v) = 1', 'swapped', 'present'] } as const;
        return { text, checks, registers: { pin: 'seen' } };
      },
    },
  ];
}
