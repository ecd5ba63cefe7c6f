import type { Facts } from '#lib/observation/facts';
import type { Probe } from '#lib/observation/probe';

/** Trials of pages that userfaultfd write-protects. */
export const protectProbes: readonly Probe[] = [
  {
    id: 'w1',
    title: 'A protected page is read and stored to, and the protection taken away',
    read: (said) =>
      refused(said) ??
      facts(
        /^read ok=(?<read>\w+); messages=1 flags=0x3; value while blocked=(?<blocked>\w+); unprotect=0; value after=(?<after>\w+); pfn (?<page>same|changed)$/,
        said,
        { registered: 'ok', message: 'wp', unprotected: 'ok' },
      ),
    ask: () => ({
      text: `mm protected-page

P: map v = old
M: uffd register wp P:v -> registered
M: uffd protect P:v
P.two: read v -> read

concurrently
P: write v = new
M: uffd poll P:v -> message as told
P.two: read v -> blocked after told
M: uffd unprotect P:v -> unprotected after P.two

then
P: read v -> after

finally after = new
`,
      registers: {
        registered: 'registered',
        read: 'read',
        message: 'message',
        blocked: 'blocked',
        unprotected: 'unprotected',
        after: 'after',
      },
      hasPage: true,
    }),
  },
  {
    id: 'w3',
    title: 'A page that a pipe refers to is protected, the protection taken away: its owner stores',
    read: (said) =>
      refused(said) ??
      facts(/^page with a pipe ref, wp on, wp off, write: pfn (?<page>same|changed) pipe=(?<pin>\w+)$/, said, {
        registered: 'ok',
      }),
    ask: () => ({
      text: `mm protected-and-referred-to

device D

P: map v = old
P: vmsplice v -> pipe
M: uffd register wp P:v -> registered
M: uffd protect P:v
M: uffd unprotect P:v
P: write v = new
D: read pipe -> seen

never wrong-cow
`,
      registers: { registered: 'registered', pin: 'seen' },
      hasPage: true,
    }),
  },
];

/** A kernel before 5.7 has no write protection. */
function refused(said: string): Facts | undefined {
  return said === 'UFFDIO_API features 0x1: EINVAL' ? { registered: 'EINVAL' } : undefined;
}

function facts(form: RegExp, said: string, given: Facts): Facts | undefined {
  const groups = form.exec(said)?.groups;
  if (groups === undefined) return undefined;
  const { page, ...values } = groups;
  return { ...given, ...values, page: page === 'same' ? 'reused' : 'copied' };
}
