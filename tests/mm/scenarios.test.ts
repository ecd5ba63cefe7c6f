import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { findExpectation, judge } from '#lib/scenario/judge';
import { runScenario } from '#lib/simulators';
import { readScenarioFiles } from './files';

describe('every scenario of content/', () => {
  const files = readScenarioFiles();

  it('is there', () => expect(files.length).toBeGreaterThanOrEqual(31));

  for (const { slug, text, markdown, scenario } of files) {
    it(`${slug}: is canonical, named after its file, and expects something of every policy`, () => {
      expect(scenario.name).toBe(slug);
      expect(markdown).toContain(`\nid: ${slug}\n`);
      expect(mm.print(scenario)).toBe(text);
      for (const policy of mm.policiesFor(scenario))
        expect(findExpectation(scenario, policy, mm.kindsFor(scenario)[0] ?? '', mm), policy).toBeDefined();
    });

    it(`${slug}: every run is as expected, complete, stuck only where that is expected, and its traces replay`, () => {
      const run = runScenario(mm, scenario);
      expect(judge(scenario, run, mm).flatMap((one) => one.differences)).toEqual([]);
      for (const one of run.runs) {
        expect(one.complete).toBe(true);
        const isStuck = findExpectation(scenario, one.policy, one.kind, mm)?.verdict === 'stuck';
        expect(one.stuck !== null, `${one.policy} is stuck`).toBe(isStuck);
        for (const property of one.properties) {
          // What comes behind the place where it is stuck is never asked.
          if (!isStuck) expect(property.verdict, `${one.policy} ${property.name}`).not.toBe('vacuous');
          if (property.schedule === null) continue;
          const replay = mm.replay(scenario, one.policy, property.schedule, one.kind);
          expect(replay.problem).toBeNull();
          expect(replay.frames.at(-1)?.broken).toContain(property.name);
          expect(replay.frames.slice(1).map((frame) => frame.step)).toEqual(property.trace);
          // No earlier frame breaks it: the schedule is a shortest one.
          for (const frame of replay.frames.slice(0, -1)) expect(frame.broken).not.toContain(property.name);
        }
      }
    });

    it(`${slug}: every outcome has a schedule that ends so`, () => {
      for (const { policy, kind, outcomes } of runScenario(mm, scenario).runs) {
        expect(outcomes.length).toBeGreaterThan(0);
        for (const { schedule, registers, ...counts } of outcomes) {
          const replay = mm.replay(scenario, policy, schedule, kind);
          expect(replay.problem).toBeNull();
          const end = replay.frames.at(-1);
          expect(end?.choices.filter((choice) => choice.disabled === null)).toEqual([]);
          const cells = new Map(end?.cells.map((cell) => [cell.name, cell.value]));
          for (const [name, value] of Object.entries(registers)) expect(cells.get(name) ?? 'unset').toBe(value);
          expect(['copies', 'unshares', 'fork copies'].map((name) => Number(cells.get(name) ?? '0'))).toEqual(
            Object.values(counts),
          );
        }
      }
    });
  }

  it('gives the same bytes when it is run again', () => {
    const file = files.find((one) => one.slug === 'swap-in-race');
    if (file === undefined) throw new Error('swap-in-race is missing');
    expect(JSON.stringify(runScenario(mm, file.scenario))).toBe(JSON.stringify(runScenario(mm, file.scenario)));
  });
});
