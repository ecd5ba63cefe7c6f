import { collectPieces, type Piece } from '#lib/reproduce/piece';
import { answer } from '#lib/reproduce/piece/answer';
import type { Plan } from '#lib/reproduce/plan';
import { type Call, DIRECTOR } from '#lib/reproduce/step';
import { stepKinds } from '#lib/reproduce/steps';

const main = `int main(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* not to outlive who started us */
	alarm(LIMIT_SECONDS * 6);
	if (set_stage())
		return 2;
	gather_facts();
	play_all();
	print_answer();
	return problem[0] ? 1 : 0;
}`;

/** A whole C program that plays a plan and prints what it saw as a line of JSON. `about` is the comment at its head. */
export function printProgram(plan: Plan, about: readonly string[]): string {
  const comment = about.map((line) => ` * ${line}`.trimEnd().replaceAll('*/', '* /'));
  const texts = collectPieces([...piecesOf(plan), answer]).map((piece) => piece.text);
  return `${['/*', ...comment, ' */'].join('\n')}\n${[...texts, printPlan(plan), main].join('\n\n')}\n`;
}

/** The pieces that a plan's steps are in. */
function piecesOf(plan: Plan): readonly Piece[] {
  const played = new Set(plan.steps.map(({ call }) => call.play));
  return collectPieces(stepKinds.flatMap(({ pieces }) => pieces)).filter((piece) =>
    piece.plays.some((play) => played.has(play)),
  );
}

function printPlan(plan: Plan): string {
  const { processes, company } = plan;
  const strings = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ');
  return [
    'static struct program program = {',
    `\t.name = "${plan.name}",`,
    `\t.kind = ${plan.kind.toUpperCase()},`,
    `\t.huge_pages = ${plan.hugePages},`,
    `\t.processes = ${processes.length},`,
    `\t.process = {${processes.map(({ name, cpu, maker }) => `{"${name}", ${cpu ?? -1}, ${maker ?? -1}}`).join(', ')}},`,
    `\t.actors = ${company.actors.length},`,
    `\t.actor = {${company.actors.map(({ name, process }) => `{"${name}", ${process}}`).join(', ')}},`,
    `\t.values = ${company.values.length},`,
    `\t.value = {${strings(company.values)}},`,
    `\t.registers = ${company.registers.length},`,
    ...(company.registers.length === 0 ? [] : [`\t.reg = {NULL, ${strings(company.registers)}},`]),
    `\t.steps = ${plan.steps.length},`,
    '\t.step = {',
    ...plan.steps.map(({ call, text }) => `\t\t{${printCall(call)}, .text = "${text}"},`),
    '\t},',
    '};',
  ].join('\n');
}

const fields = ['variable', 'handle', 'value', 'part', 'reg', 'other', 'file'] as const;

function printCall(call: Call): string {
  const given = fields.flatMap((field) => {
    const value = call[field];
    return value === undefined || (value === 0 && (field === 'part' || field === 'reg'))
      ? []
      : [`.${field} = ${value}`];
  });
  return [call.who === DIRECTOR ? 'DIRECTOR' : call.who, call.play, ...given].join(', ');
}
