import { placesOf, quoteStep, replaceStep, type VariationKind, withLines } from '#lib/mm/variation/edit';

const isTaking = (verb: string) => /^(get|pin|vmsplice)\b/.test(verb);

/** A reference is taken before fork instead of after it, then by the parent; or after it instead of before. */
export const forkOrder: VariationKind = {
  id: 'fork-order',
  vary: (scenario) => {
    const places = placesOf(scenario);
    return places
      .filter(({ step }) => step.verb === 'fork')
      .flatMap((fork) =>
        places
          .filter(({ step }) => isTaking(step.verb))
          .map((taking) => {
            const isLater = taking.phase > fork.phase || (taking.phase === fork.phase && taking.at > fork.at);
            const without = replaceStep(scenario, taking, []);
            // What stood before the fork in its phase is one less.
            const at = isLater ? fork.at : taking.phase === fork.phase ? fork.at : fork.at + 1;
            const step = isLater ? { ...taking.step, actor: fork.step.actor } : taking.step;
            return {
              title: `${quoteStep(step)} comes ${isLater ? 'before' : 'after'} ${quoteStep(fork.step)}`,
              scenario: withLines(without, fork.phase, (lines) => lines.toSpliced(at, 0, step)),
            };
          }),
      );
  },
};
