import * as fc from 'fast-check';
import type { AskForm, OwnCondition, OwnForms, OwnPolicy, OwnRule, OwnSetting } from '#lib/scenario/own-policy';

const nowhere = { line: 0, comments: [], note: null } as const;

/** A condition that is true or false, of what may be looked at. `depth` is how far it may still branch. */
function conditionOf(asks: readonly AskForm[], depth: number): fc.Arbitrary<OwnCondition> {
  const plain = asks.filter(({ gives }) => typeof gives !== 'object');
  const ask = (form: AskForm): fc.Arbitrary<OwnCondition> =>
    fc.constantFrom(...(form.of ?? [null])).map((of): OwnCondition => ({ is: 'ask', ask: form.name, of }));
  const atom = fc.oneof(
    fc.integer({ min: 0, max: 3000 }).map((value): OwnCondition => ({ is: 'number', value })),
    ...plain.map(ask),
  );
  const word = asks.flatMap(({ name, gives }) =>
    typeof gives === 'object'
      ? [
          fc
            .tuple(fc.constantFrom('=' as const, '!=' as const), fc.constantFrom(...gives))
            .map(([op, given]): OwnCondition => ({ is: 'word', ask: name, op, word: given })),
        ]
      : [],
  );
  const truths = plain.filter(({ gives }) => gives === 'truth').map(ask);
  const number: fc.Arbitrary<OwnCondition> = fc.oneof(
    atom,
    fc
      .tuple(
        atom,
        fc.array(fc.record({ op: fc.constantFrom('+' as const, '-' as const), of: atom }), {
          minLength: 1,
          maxLength: 3,
        }),
      )
      .map(([first, rest]): OwnCondition => ({ is: 'sum', first, rest })),
  );
  const compare = fc
    .tuple(number, fc.constantFrom('=', '!=', '<', '<=', '>', '>=' as const), number)
    .map(([left, op, right]): OwnCondition => ({ is: 'compare', left, op, right }));
  const leaf: fc.Arbitrary<OwnCondition> = fc.oneof(compare, ...truths, ...word);
  if (depth === 0) return leaf;
  const inner = conditionOf(asks, depth - 1);
  return fc.oneof(
    leaf,
    inner.map((of): OwnCondition => ({ is: 'not', of })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(inner, { minLength: 2, maxLength: 3 }))
      .map(([is, of]): OwnCondition => ({ is, of })),
    // Truths count 1 and 0 where a number is wanted.
    fc.tuple(inner, atom).map(([left, right]): OwnCondition => ({ is: 'compare', left, op: '=', right })),
  );
}

function rulesOf(forms: OwnForms): fc.Arbitrary<readonly OwnRule[]> {
  return fc.constantFrom(...forms.points).chain((point) => {
    const asks = forms.asks.filter(({ name }) => point.asks.includes(name));
    const one = fc.constantFrom(...point.does).chain((does) =>
      fc.option(conditionOf(asks, 2)).map((when): OwnRule => {
        return { ...nowhere, type: 'rule', point: point.name, does: does.name, when };
      }),
    );
    return fc.array(one, { minLength: 1, maxLength: 4 }).map((rules) => {
      // What the parser forbids: a line behind one that always decides, waiting after a change, two ways in one point.
      const wayOf = (rule: OwnRule) => point.does.find(({ name }) => name === rule.does)?.way;
      const kept: OwnRule[] = [];
      for (const rule of rules) {
        if (kept.some((other) => other.when === null && /ends|waits/.test(wayOf(other) ?? ''))) break;
        if (wayOf(rule) === 'waits' && kept.some((other) => wayOf(other) === 'changes')) continue;
        const oneOf = point.oneOf ?? [];
        const clashes = kept.some((other) => oneOf.includes(other.does) && other.does !== rule.does);
        if (!(oneOf.includes(rule.does) && clashes)) kept.push(rule);
      }
      return kept;
    });
  });
}

/** A policy that says anything that the forms allow. */
export function ownPolicy(forms: OwnForms, likes: readonly string[]): fc.Arbitrary<OwnPolicy> {
  const setting = fc
    .constantFrom(...forms.settings)
    .chain(({ name, values }) =>
      fc.constantFrom(...values).map((value): OwnSetting => ({ ...nowhere, type: 'setting', name, value })),
    );
  return fc
    .record({
      id: fc.constantFrom('mine', 'A-rule', 'no_copy'),
      like: fc.constantFrom(...likes),
      rules: fc.uniqueArray(rulesOf(forms), { maxLength: 4, selector: (rules) => rules[0]?.point }),
      settings: fc.uniqueArray(setting, { maxLength: 3, selector: ({ name }) => name }),
    })
    .map(({ id, like, rules, settings }) => ({ ...nowhere, id, like, lines: [...rules.flat(), ...settings] }));
}
