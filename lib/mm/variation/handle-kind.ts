import { placesOf, replaceStep, type VariationKind } from '#lib/mm/variation/edit';

/** What takes a handle, in words; `vmsplice` is a `get read` by another name. */
const takes: Readonly<Record<string, string>> = {
  'get read': 'a plain reference',
  'get write': 'a plain reference for writing',
  'pin read': 'a pin',
  'pin write': 'a pin for writing',
  'pin read longterm': 'a long-term pin',
};

/** FOLL_PIN instead of FOLL_GET, for writing instead of for reading. */
export const handleKind: VariationKind = {
  id: 'handle-kind',
  vary: (scenario) =>
    placesOf(scenario).flatMap((place) => {
      const { step } = place;
      const verb = step.verb === 'vmsplice' ? 'get read' : step.verb;
      const before = takes[verb];
      if (before === undefined) return [];
      return Object.entries(takes)
        .filter(([other]) => other !== verb)
        .map(([other, after]) => ({
          title: `${step.actor} takes ${after} instead of ${before}`,
          scenario: replaceStep(scenario, place, [{ ...step, verb: other }]),
        }));
    }),
};
