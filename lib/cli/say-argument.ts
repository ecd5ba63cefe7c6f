import type { Extensions } from '#lib/argument/extensions';
import type { Label } from '#lib/argument/label';
import { labelWord } from '#lib/argument/label-word';
import { type Phrase, sayReason } from '#lib/argument/say-reason';
import type { Reason } from '#lib/argument/why';
import type { LabelledDebate } from '#lib/db/argument';

/** Claims by topic and number, with their labels under each of `debates`, as a table. */
export function sayLabels(debates: readonly LabelledDebate[]): string {
  const names = debates.map(nameOf);
  const slugs = [...new Set(debates.flatMap(({ graph }) => graph.claims.map(({ slug }) => slug)))];
  const rows = slugs.map((slug) => [slug, ...debates.map(({ labels }) => wordOf(labels.get(slug)))]);
  return sayTable([['claim', ...names], ...rows]);
}

/** Why a claim has its label, indented. */
export function sayWhy(debate: LabelledDebate, slug: string): string {
  const reason = debate.why(slug);
  return [`${nameOf(debate)}:`, ...sayReasonLines(reason, debate, 0)].join('\n');
}

/** Each position, with what it decides of what is undecided otherwise. */
export function sayExtensions({ labels }: LabelledDebate, { positions, bound }: Extensions): string {
  const open = [...labels].flatMap(([slug, label]) => (label === 'undecided' ? [slug] : []));
  const lines = positions.map((position, index) => {
    const accepted = open.filter((slug) => position.get(slug) === 'in');
    return `${index + 1}. ${accepted.length === 0 ? 'nothing more' : accepted.join(', ')}`;
  });
  const count = `${positions.length} ${positions.length === 1 ? 'position' : 'positions'}`;
  const more = bound === null ? '' : `, and there may be more: the bound ${bound} was met`;
  return [`${count}${more}. Accepted, of what is undecided otherwise:`, ...lines].join('\n');
}

/** `under 6.18, as of 2021-12-18`. */
function nameOf({ under, at }: LabelledDebate): string {
  return `${under?.asked ?? 'no kernel'}${at === null ? '' : ` as of ${at}`}`;
}

function wordOf(label: Label | undefined): string {
  return label === undefined ? '-' : labelWord[label];
}

function sayReasonLines(reason: Reason, debate: LabelledDebate, level: number): readonly string[] {
  const mark = reason.what === 'claim' ? `${labelWord[reason.label]}: ` : '';
  const text = sayReason(reason)
    .map((phrase) => sayPhrase(phrase, debate))
    .join('');
  const below = 'because' in reason ? reason.because : [];
  return [`${'  '.repeat(level)}${mark}${text}`, ...below.flatMap((one) => sayReasonLines(one, debate, level + 1))];
}

function sayPhrase(phrase: Phrase, { people }: LabelledDebate): string {
  if (typeof phrase === 'string') return phrase;
  if ('claim' in phrase) return phrase.claim;
  if ('person' in phrase) return people.get(phrase.person) ?? phrase.person;
  if ('run' in phrase) return phrase.run.scenario;
  return phrase.message === null ? phrase.date : `${phrase.date} <${phrase.message}>`;
}

function sayTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
