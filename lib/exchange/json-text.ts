import type { Issue } from '#lib/argument/issue';
import { findJsonPlace, placeAt, printJsonPath } from '#lib/text/json-place';

/** Reads a JSON text; where it is none, one issue says where. */
export function parseJson(text: string, file: string): { readonly value: unknown; readonly issues: readonly Issue[] } {
  try {
    return { value: JSON.parse(text), issues: [] };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const offset = Number(/at position (\d+)/.exec(said)?.[1] ?? text.length);
    const message = `expected JSON: ${said}`;
    return {
      value: undefined,
      issues: [{ severity: 'error', code: 'bad-json', message, file, ...placeAt(text, offset), field: null }],
    };
  }
}

/** A problem with the value at a path of a JSON text, with its line and column. */
export function placeIssue(
  text: string,
  file: string,
  problem: { readonly path: readonly PropertyKey[]; readonly message: string; readonly severity?: Issue['severity'] },
): Issue {
  const path = problem.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const { severity = 'error', message } = problem;
  const place = findJsonPlace(text, path);
  return { severity, code: 'bad-value', message, file, ...place, field: printJsonPath(path) };
}
