import type { AnnotationFront } from '#lib/argument/record/annotation';
import { findAnnotation, saveAnnotation } from '#lib/db/annotation';
import type { SaveResult } from '#lib/db/record-types';

/** What somebody says of an annotation beside its text: an answer to an objection, or where it belongs in a version. */
type Addition = Pick<AnnotationFront, 'answers' | 'carried'>;

/** How often a change is tried again that another save was in the way of. */
const tries = 5;

/**
 * Adds an answer to an objection. It stands after whatever was said meanwhile: answers take nothing from each other. The
 * same answer said twice is said once. Undefined where the annotation is gone.
 */
export function answerAnnotation(
  slug: string,
  answer: AnnotationFront['answers'][number],
): Promise<SaveResult | undefined> {
  return changeAnnotation(slug, answer.author, ({ answers, carried }) => {
    const last = answers.at(-1);
    const isSaid = last !== undefined && JSON.stringify(sorted(last)) === JSON.stringify(sorted(answer));
    return { answers: isSaid ? answers : [...answers, answer], carried };
  });
}

/** Says by hand where an annotation belongs in a version, in place of what was said of that version before. */
export function carryByHand(slug: string, place: AnnotationFront['carried'][number]): Promise<SaveResult | undefined> {
  return changeAnnotation(slug, place.author, ({ answers, carried }) => ({
    answers,
    carried: [...carried.filter(({ message }) => message !== place.message), place],
  }));
}

/** Takes back what was said by hand of a version: the annotation is carried there again. */
export function undoCarry(slug: string, messageId: string, author: string): Promise<SaveResult | undefined> {
  return changeAnnotation(slug, author, ({ answers, carried }) => ({
    answers,
    carried: carried.filter(({ message }) => message !== messageId),
  }));
}

async function changeAnnotation(
  slug: string,
  author: string,
  change: (front: Addition) => Addition,
): Promise<SaveResult | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const held = await findAnnotation(slug);
    if (held === undefined) return undefined;
    const { front, words, body, version } = held;
    const result = await saveAnnotation({ slug, front: { ...front, ...change(front) }, words, body, author, version });
    if (result.state !== 'conflict' || attempt === tries) return result;
  }
}

function sorted(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
