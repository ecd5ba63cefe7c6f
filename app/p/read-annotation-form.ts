import type { AnnotationFront } from '#lib/argument/record/annotation';
import { isPointOf } from '#lib/db/points';
import { parseKind } from '../_components/annotation-kind';
import { type AnnotationChoices, type Suggested, testName } from './annotation-choices';
import { type AnnotationFormState, emptyAnnotation, type TestField } from './annotation-state';

/** Most bytes of an annotation's text: a remark, not a document. */
export const mostBytes = 64 * 1024;

/** Text of a form's field; empty where it has none, or a file. */
export function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

function fieldsOf(form: FormData, name: string): string[] {
  return form.getAll(name).map((value) => (typeof value === 'string' ? value.trim() : ''));
}

/** What was typed and chosen, as it came. */
export function readAnnotationForm(form: FormData, turn: number): AnnotationFormState {
  const kinds = fieldsOf(form, 'test-kind');
  const tests = fieldsOf(form, 'test').map((test, index): TestField => ({ test, kind: kinds[index] ?? '' }));
  return {
    ...emptyAnnotation,
    body: fieldOf(form, 'body').replace(/\r\n?/g, '\n'),
    kind: parseKind(fieldOf(form, 'kind')) ?? 'note',
    end: fieldOf(form, 'end').trim(),
    claims: fieldsOf(form, 'claim').filter(Boolean),
    tests: tests.filter(({ test }) => test !== ''),
    policy: fieldOf(form, 'policy').trim(),
    point: fieldOf(form, 'point').trim(),
    slug: /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(fieldOf(form, 'slug')) ? fieldOf(form, 'slug') : '',
    version: Number(fieldOf(form, 'version')) || 0,
    rows: Math.min(Math.max(Number(fieldOf(form, 'rows')) || 0, 0), 20),
    turn,
  };
}

/** What an annotation is tied to, or sentences that say what of it there is not. */
export function readTies(
  state: AnnotationFormState,
  choices: AnnotationChoices,
): { readonly ties: Pick<AnnotationFront, 'claims' | 'scenarios' | 'rule'>; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const claims = state.claims.flatMap((text) => {
    const found = find(choices.claims, text, ({ label }) => label);
    if (found === undefined) problems.push(`There is no claim “${text}”. Choose one of the list, or empty the field.`);
    return found === undefined ? [] : [found.label];
  });
  const scenarios = state.tests.flatMap(({ test, kind }) => {
    const found = find(choices.tests, test, ({ value }) => value);
    if (found === undefined) {
      problems.push(`There is no property “${test}” of a scenario. Choose one of the list, or empty the field.`);
      return [];
    }
    const at = found.value.indexOf(': ');
    const [scenario, property] = [found.value.slice(0, at), found.value.slice(at + 2)];
    return [{ scenario, property, ...(kind === '' ? {} : { kind }) }];
  });
  if (
    state.tests.some(({ kind }) => kind !== '' && find(choices.pageKinds, kind, ({ value }) => value) === undefined)
  ) {
    problems.push('There is no such kind of page. Choose one of the list.');
  }
  const { rule, problem } = readRule(state, choices);
  if (problem !== undefined) problems.push(problem);
  const ties = { claims: [...new Set(claims)], scenarios: unique(scenarios), ...(rule === undefined ? {} : { rule }) };
  return { ties, problems };
}

/** What the form shows of an annotation that is edited; `claims` are titles. */
export function stateOfFront({
  kind,
  end,
  claims,
  scenarios,
  rule,
}: Pick<AnnotationFront, 'kind' | 'claims' | 'scenarios' | 'rule'> & { readonly end: number }): Pick<
  AnnotationFormState,
  'kind' | 'end' | 'claims' | 'tests' | 'policy' | 'point'
> {
  return {
    kind,
    end: end === 0 ? '' : String(end),
    claims,
    tests: scenarios.map((test) => ({ test: testName(test), kind: test.kind ?? '' })),
    policy: rule?.policy ?? '',
    point: rule?.point ?? '',
  };
}

function readRule(
  { policy, point }: AnnotationFormState,
  choices: AnnotationChoices,
): { readonly rule?: NonNullable<AnnotationFront['rule']>; readonly problem?: string } {
  if (policy === '' && point === '') return {};
  if (policy === '')
    return { problem: 'A rule needs the policy that its lines make. Choose one, or empty the decision point.' };
  if (point === '') return { problem: 'A rule needs its decision point. Choose one, or choose no policy.' };
  if (find(choices.policies, policy, ({ value }) => value) === undefined) {
    return { problem: `There is no policy ${policy}. Choose one of the list.` };
  }
  const found = find(choices.points, point, ({ value }) => value);
  if (found === undefined) return { problem: `There is no decision point “${point}”. Choose one of the list.` };
  if (!isPointOf(policy, found.value)) {
    return { problem: `Policy ${policy} is not asked “${found.label}”. Choose a decision point of its family.` };
  }
  return { rule: { policy, point: found.value } };
}

/** By what stands in the field, or by the name, whatever their letters' case. */
function find(list: readonly Suggested[], text: string, nameOf: (item: Suggested) => string): Suggested | undefined {
  const wanted = text.toLowerCase();
  return list.find((item) => item.value.toLowerCase() === wanted || nameOf(item).toLowerCase() === wanted);
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
