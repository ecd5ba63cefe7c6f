import type { Issue } from '#lib/argument/issue';
import { fileOf, type RecordOf } from '#lib/argument/records';
import type { FiledRecord } from '#lib/content/check-files';
import { findStrangeKind, findStrangeProperty, type Judged } from '#lib/content/judged';
import { makeContest } from '#lib/scenario/side-by-side';

type PlaceOf = FiledRecord['checked']['placeOf'];

/** What a normative claim judges a scenario by can be asked there: it parses, and its registers and values exist. */
export function checkPredicates(
  { slug, front }: RecordOf<'claim'>,
  placeOf: PlaceOf,
  judged: ReadonlyMap<string, Judged>,
): readonly Issue[] {
  return front.judges.flatMap(({ scenario, predicate, kind }, index): Issue[] => {
    const one = judged.get(scenario);
    if (one === undefined) return [];
    const refuse = (code: string, field: string, message: string): readonly Issue[] => {
      const place = { file: fileOf('claim', slug), ...placeOf(['judges', index, field]) };
      return [{ severity: 'error', code, message, ...place, field: `judges[${index}].${field}` }];
    };
    const strange = findStrangeKind(one, kind);
    const { issues } = makeContest(one.simulator, one.scenario, [{ predicate }]);
    return [
      ...(strange === undefined ? [] : refuse('no-kind', 'kind', strange)),
      ...issues.flatMap(({ message }) => refuse('no-predicate', 'predicate', message)),
    ];
  });
}

/** An objection's scenario has the property that it names; who withdraws is who objected, who concedes is not. */
export function checkObjection(
  { slug, front }: RecordOf<'objection'>,
  placeOf: PlaceOf,
  judged: ReadonlyMap<string, Judged>,
): readonly Issue[] {
  const refuse = (code: string, path: readonly (string | number)[], message: string): Issue => {
    const field = path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
      .join('')
      .slice(1);
    return { severity: 'error', code, message, file: fileOf('objection', slug), ...placeOf(path), field };
  };
  const { scenario: test, person, answers } = front;
  const one = judged.get(test?.scenario ?? '');
  const strangeKind = one === undefined ? undefined : findStrangeKind(one, test?.kind);
  const strange = one === undefined || test === undefined ? undefined : findStrangeProperty(one, test.property);
  return [
    ...(strangeKind === undefined ? [] : [refuse('no-kind', ['scenario', 'kind'], strangeKind)]),
    ...(strange === undefined ? [] : [refuse('no-property', ['scenario', 'property'], strange)]),
    ...answers.flatMap((answer, index): Issue[] => {
      const isOwn = answer.person === person;
      if (answer.kind === 'withdrawn' && !isOwn) {
        return [refuse('not-theirs', ['answers', index, 'person'], `only ${person} can withdraw this objection`)];
      }
      if (answer.kind === 'conceded' && isOwn) {
        return [refuse('not-theirs', ['answers', index, 'person'], 'an objection is conceded by the other side')];
      }
      return [];
    }),
  ];
}
