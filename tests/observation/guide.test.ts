import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askModel } from '#lib/observation/ask';
import { readOrder } from '#lib/observation/order';
import { pins } from '#lib/observation/pin';
import { makePlayer } from '#lib/observation/player';
import { readObservationSet } from '#lib/observation/read-set';
import { simulators } from '#lib/simulators';

const guide = readFileSync(join(import.meta.dirname, '..', '..', 'content', 'guide', 'on-a-kernel.md'), 'utf8');

test('the file that the guide shows is taken in, and is what the model says', () => {
  const json = /```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const { set, problems } = readObservationSet(json);
  expect(problems).toEqual([]);
  const [simulator] = simulators;
  if (simulator === undefined) throw new Error('there is no simulator');
  expect(set?.rows.map((row) => askModel(row, makePlayer(simulator)).agreement)).toEqual(['agrees']);
});

test('the guide names every pin and every verb', () => {
  for (const { name } of pins) expect(guide).toContain(`\`${name}\``);
  const verbs = ['pins', 'unpins', 'reads', 'writes', 'munmaps', 'exits', 'mprotect R', 'mprotect RW'];
  for (const verb of [...verbs, 'MADV_PAGEOUT', 'MADV_DONTNEED', 'clear_refs']) {
    expect(guide).toContain(`\`${verb}\``);
    expect(readOrder(`fork;child ${verb}`).reason).toBeNull();
  }
});
