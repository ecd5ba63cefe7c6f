import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readContentObservations } from '#lib/content/load-observations';
import { askModel } from '#lib/observation/ask';
import { makePlayer } from '#lib/observation/player';
import { nameOfProbe } from '#lib/observation/probes';
import { simulators } from '#lib/simulators';

const { set } = await readContentObservations(join(import.meta.dirname, '..', '..', 'content'));
const [simulator] = simulators;
if (set === null || simulator === undefined) throw new Error('content/observations does not read');
const play = makePlayer(simulator);
const names = ['w1', 'w3', 'w10', 'w11'];
const rows = set.rows.filter((row) => row.form === 'probe' && names.includes(nameOfProbe(row.probe)));

describe('what kernels did under write protection by userfaultfd', () => {
  it('was seen on every kernel that has it, four times each', () => {
    const able = new Set(rows.map((row) => row.release).filter((release) => !release.startsWith('5.4')));
    expect(able.size).toBe(6);
    for (const release of able) expect(rows.filter((row) => row.release === release)).toHaveLength(4);
  });

  it.each(rows.map((row) => [`${row.form === 'probe' ? nameOfProbe(row.probe) : ''} on ${row.release}`, row] as const))(
    '%s follows from the rules of that kernel',
    (_, row) => expect(askModel(row, play)).toMatchObject({ agreement: 'agrees', reason: null }),
  );

  it('is not what the rules of other kernels give: a store is lost in some order of the same rounds', () => {
    const stress = rows.filter((row) => row.form === 'probe' && nameOfProbe(row.probe).startsWith('w1'));
    for (const release of ['5.7', '5.8', '5.9', '5.11'])
      for (const row of stress) {
        if (row.form !== 'probe' || nameOfProbe(row.probe) === 'w1') continue;
        expect(askModel({ ...row, release }, play), `${row.probe} on ${release}`).toMatchObject({
          agreement: 'differs',
          ends: expect.arrayContaining([{ lost: 'stores' }]),
        });
      }
  });

  it('tells the kernel that copies a page held by a pipe from those that own it', () => {
    const pipe = rows.find(
      (row) => row.form === 'probe' && row.release === '5.10.218' && nameOfProbe(row.probe) === 'w3',
    );
    if (pipe === undefined) throw new Error('w3 was not seen on 5.10.218');
    expect(askModel({ ...pipe, release: '6.1.192' }, play).agreement).toBe('differs');
  });
});
