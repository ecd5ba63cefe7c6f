import { placesOf, quoteStep, type VariationKind, withLines } from '#lib/mm/variation/edit';

/** Two steps that follow one another come the other way round; where lines run at the same time, two of one actor. */
export const order: VariationKind = {
  id: 'order',
  vary: (scenario) => {
    const places = placesOf(scenario);
    return places.flatMap((first) => {
      // Before there is a mapping, nothing can happen to it.
      if (first.step.verb.startsWith('map')) return [];
      const isInOrder = scenario.phases[first.phase]?.order === 'in order';
      const second = places.find(
        ({ step, phase, at }) =>
          phase === first.phase && at > first.at && (isInOrder || step.actor === first.step.actor),
      );
      if (second === undefined) return [];
      const swapped = withLines(scenario, first.phase, (lines) =>
        lines.with(first.at, second.step).with(second.at, first.step),
      );
      return [{ title: `${quoteStep(second.step)} comes before ${quoteStep(first.step)}`, scenario: swapped }];
    });
  },
};
