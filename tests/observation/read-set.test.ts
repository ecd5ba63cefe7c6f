import { describe, expect, it } from 'vitest';
import { readObservationSet } from '#lib/observation/read-set';
import { readTables } from '#lib/observation/table';

const row = {
  kernel: '6.1.1',
  memory: 'base',
  pin: 'vmsplice',
  steps: 'pin;write',
  pin_sees: 'new',
  writer_page: 'reused',
};
const whole = {
  measured: '2026-01-02',
  kernels: { '6.1.1': { uname: '6.1.1 #1', how: 'a laptop' } },
  pins: [row],
  other: [{ kernel: '6.1.1', probe: 'f1 something', observed: '2 of 2 pages reused, 0 copied' }],
};
const print = (value: unknown) => JSON.stringify(value, null, 1);

describe('a file of observations', () => {
  it('is read as kernels and rows; a row that stands twice counts once', () => {
    const { set } = readObservationSet(print({ ...whole, pins: [row, row] }));
    expect(set?.repeated).toBe(1);
    expect(set?.rows).toEqual([
      {
        form: 'order',
        release: '6.1.1',
        kind: 'base',
        pin: 'vmsplice',
        order: 'pin;write',
        facts: { pin: 'new', page: 'reused' },
      },
      { form: 'probe', release: '6.1.1', probe: 'f1 something', said: '2 of 2 pages reused, 0 copied' },
    ]);
    expect(set?.kernels).toEqual([
      { release: '6.1.1', uname: '6.1.1 #1', how: 'a laptop', nearest: null, measured: '2026-01-02' },
    ]);
  });

  it.each([
    ['{"measured": ', /^this is no JSON/, 1],
    [print({ ...whole, pins: [row, { ...row, writer_page: 'kept' }] }), /^\$\.pins\[1\]\.writer_page: /, 24],
    [
      print({ ...whole, pins: [{ ...row, kernel: '6.2.0' }] }),
      /^\$\.pins\[0\]\.kernel: 6\.2\.0 is none of the file's kernels \(6\.1\.1\)/,
      11,
    ],
    [print({ ...whole, measured: 'today' }), /^\$\.measured: expected a date/, 2],
    [
      print({ ...whole, pins: [{ ...row, pin_sees: null, writer_page: null }] }),
      /^\$\.pins\[0\]: says nothing of what was seen/,
      10,
    ],
    [print([]), /^\$: /, 1],
  ])('says where it is broken: %#', (text, message, line) => {
    const { set, problems } = readObservationSet(text);
    expect(set).toBeNull();
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.line).toBe(line);
  });
});

describe('tables of observations', () => {
  const kernels = 'release,uname,how,nearest,measured\n6.1.1,x,y,,2026-01-02\n';
  it.each([
    [
      { kernels: 'x\n', orders: '', probes: '' },
      { table: 'kernels', line: 1 },
    ],
    [
      { kernels, orders: 'memory,pin,order,6.1.1\nbase,,write\n', probes: 'probe\n' },
      { table: 'orders', line: 2 },
    ],
    [
      { kernels, orders: 'memory,pin,order,6.1.1\nbase,,write,copied\n', probes: 'probe\n' },
      { table: 'orders', line: 2 },
    ],
    [
      { kernels, orders: 'memory,pin,order\n', probes: 'probe,6.2\n' },
      { table: 'probes', line: 1 },
    ],
  ])('says where they are broken: %#', (tables, place) => {
    const { set, problems } = readTables(tables);
    expect(set).toBeNull();
    expect(problems[0]).toMatchObject(place);
  });
});
