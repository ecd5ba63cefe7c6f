import { byDate, type Finding, isMended } from '#lib/argument/objection';
import type { AnnotationFront } from '#lib/argument/record/annotation';
import { isFailure, type PropertyTest } from '#lib/argument/verdict-matrix';

/**
 * What became of an objection in an annotation, over all versions that are held. `open`: nothing settled it. `reopened`:
 * it was addressed, and a later version fails again, or somebody took the answer back. `addressed`, `conceded`, `withdrawn`:
 * as somebody says, and the first as far as the runs bear it out where it has a scenario.
 */
export const annotationStates = ['open', 'reopened', 'addressed', 'conceded', 'withdrawn'] as const;

export type AnnotationState = (typeof annotationStates)[number];

export interface AnnotationStanding {
  readonly state: AnnotationState;
  /** Message-ID of the version that addressed it, or that fails again; null for the other states. */
  readonly version: string | null;
  /** What the state rests on: a run, a mail, or the word of who wrote the annotation; null while nothing does. */
  readonly by: 'run' | 'message' | 'author' | null;
  /** In a sentence: which run, which mail, who. */
  readonly why: string;
}

/** A version of the patch that an objection speaks of, as the runs have it. */
export interface JudgedVersion {
  /** Message-IDs of its cover letter and patches. */
  readonly messages: readonly string[];
  /** `v2`. */
  readonly label: string;
  /** What each scenario of the objection says under the policies that this version makes; empty where it declares none. */
  readonly findings: readonly { readonly test: PropertyTest; readonly under: readonly Finding[] }[];
}

type Answer = AnnotationFront['answers'][number];

/**
 * What became of an objection by its last answer that counts. With a scenario a version addresses it only if the scenario
 * was asked under that version's policies and nothing fails, and only for as long as no later version fails again. Without
 * one, and to concede or withdraw it, a mail has to say so, or who wrote it.
 * @param versions all that are held, in order
 */
export function stateOfAnnotation(
  { author, answers }: Pick<AnnotationFront, 'author' | 'answers'>,
  versions: readonly JudgedVersion[],
): AnnotationStanding {
  const hasScenario = versions.some(({ findings }) => findings.length > 0);
  let standing: AnnotationStanding = { state: 'open', version: null, by: null, why: sayOpen(versions) };
  for (const answer of answers.toSorted(byDate)) {
    const by = whoSays(answer, author);
    if (answer.kind === 'reopened') {
      const why = `${nameOf(answer.author)} reopened it${answer.note === undefined ? '' : `: ${answer.note}`}.`;
      standing = { state: 'reopened', version: null, by, why };
    } else if (answer.kind === 'addressed' && hasScenario) {
      standing = judgeAddressed(answer, versions, standing);
    } else if (by === null) {
      const why = `${nameOf(answer.author)} says that it is ${sayAnswer(answer, versions)}: a mail has to say so, or ${nameOf(author)}.`;
      standing = { ...standing, why };
    } else {
      const version = answer.version ?? null;
      standing = { state: answer.kind, version, by, why: `${sayAnswer(answer, versions)}, ${saySource(answer, by)}.` };
    }
  }
  return standing;
}

/** An answer that names a version, against the runs under that version's policies and those of later ones. */
function judgeAddressed(
  answer: Answer,
  versions: readonly JudgedVersion[],
  before: AnnotationStanding,
): AnnotationStanding {
  const at = versions.findIndex(({ messages }) => messages.includes(answer.version ?? ''));
  const version = versions[at];
  if (version === undefined) {
    return { ...before, why: `${nameOf(answer.author)} names a version that addresses it, which is not held.` };
  }
  const mended = isVersionMended(version);
  if (mended === null) {
    return { ...before, why: `${version.label} is said to address it, and no run under its policies says so.` };
  }
  if (!mended) return { ...before, why: `${version.label} is said to address it, and ${sayFailing(version)}.` };
  const again = versions.find((later, index) => index > at && isVersionMended(later) === false);
  if (again !== undefined) {
    const why = `${version.label} addressed it, and in ${again.label} ${sayFailing(again)}.`;
    return { state: 'reopened', version: again.messages[0] ?? null, by: 'run', why };
  }
  return {
    state: 'addressed',
    version: answer.version ?? null,
    by: 'run',
    why: `In ${version.label} ${sayKept(version)}.`,
  };
}

/** True where every scenario was asked under the version and none fails, false where one fails, null where nobody knows. */
function isVersionMended({ findings }: JudgedVersion): boolean | null {
  const words = findings.map(({ under }) => isMended(under));
  if (words.includes(false)) return false;
  return words.length > 0 && words.every((word) => word === true) ? true : null;
}

function sayFailing({ findings }: JudgedVersion): string {
  for (const { test, under } of findings) {
    const failing = under.find(({ word }) => isFailure(word ?? undefined));
    if (failing !== undefined) return `${test.property} of ${test.scenario} is ${failing.word} under ${failing.policy}`;
  }
  return 'its scenario fails';
}

function sayKept({ findings }: JudgedVersion): string {
  return findings
    .map(({ test, under }) => {
      const kept = under.find(({ word }) => word !== null && word !== 'not applicable');
      return `${test.property} of ${test.scenario} ${kept?.word ?? 'holds'} under ${kept?.policy ?? 'its policies'}`;
    })
    .join(', ');
}

/** An objection that nobody answered: whether a version is there that its scenario no longer fails under. */
function sayOpen(versions: readonly JudgedVersion[]): string {
  const last = versions.findLast((version) => isVersionMended(version) !== null);
  if (last === undefined) return 'Nobody has answered it.';
  return isVersionMended(last) === true
    ? `Nobody says that it is addressed, though in ${last.label} ${sayKept(last)}.`
    : `In ${last.label} ${sayFailing(last)}.`;
}

/** Whose word closes an objection: a mail's, or that of who wrote it; null for anybody else's. */
function whoSays(answer: Answer, author: string): 'message' | 'author' | null {
  if (answer.message !== undefined) return 'message';
  return addressOf(answer.author) === addressOf(author) ? 'author' : null;
}

function sayAnswer({ kind, version }: Answer, versions: readonly JudgedVersion[]): string {
  const label = versions.find(({ messages }) => messages.includes(version ?? ''))?.label;
  return kind === 'addressed' && label !== undefined ? `addressed in ${label}` : kind;
}

function saySource(answer: Answer, by: 'message' | 'author'): string {
  return by === 'message' ? `as a mail of ${answer.date} says` : `as ${nameOf(answer.author)} says, who wrote it`;
}

/** `Ann Ek` of `Ann Ek <ann@example.org>`. */
function nameOf(author: string): string {
  return author.replace(/\s*<[^<>]*>\s*$/, '') || author;
}

function addressOf(author: string): string {
  return (/<([^<>]*)>/.exec(author)?.[1] ?? author).trim().toLowerCase();
}
