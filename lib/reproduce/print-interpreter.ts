import { collectPieces } from '#lib/reproduce/piece';
import { answer } from '#lib/reproduce/piece/answer';
import { type Plan, pageKinds } from '#lib/reproduce/plan';
import { stepKinds } from '#lib/reproduce/steps';

const reader = String.raw`static const struct {
	const char *name;
	void (*play)(const struct step *, struct report *);
} plays[] = {
	PLAYS
};

static char words[1 << 16];
static size_t words_used;

/* Keeps a word for as long as the program that it belongs to is played. */
static const char *keep(const char *word)
{
	size_t bytes = strlen(word) + 1;
	char *at = words + words_used;

	if (words_used + bytes > sizeof(words))
		exit(3);
	words_used += bytes;
	return memcpy(at, word, bytes);
}

static void clear_program(void)
{
	memset(&program, 0, sizeof(program));
	words_used = 0;
}

/* Gives back what the handles of the last program still hold. */
static void release_handles(void)
{
	struct report r = {0};

	for (int i = 0; i < MAX_HANDLES; i++) {
		struct step s = {.handle = i};

		if (pipe_is_open[i])
			empty_pipe(&s, &r);
		if (rings[i].is_open)
			unpin_page(&s, &r);
	}
}

static int read_step(char *rest)
{
	struct step *s = &program.step[program.steps];
	char name[32];
	int used = 0;

	if (program.steps == MAX_STEPS ||
	    sscanf(rest, "%31s %d %d %d %d %d %d %d %d %n", name, &s->who, &s->variable, &s->handle, &s->value, &s->part,
		   &s->reg, &s->other, &s->file, &used) != 9)
		return -1;
	for (size_t i = 0; i < sizeof(plays) / sizeof(plays[0]); i++)
		if (!strcmp(plays[i].name, name))
			s->play = plays[i].play;
	s->text = keep(rest + used);
	program.steps++;
	return s->play ? 0 : -1;
}

/* One line of a program: "program", "process", "actor", "value", "register", "step", and "play", which ends it. */
static int read_line(char *line)
{
	char word[64];
	int kind, cpu, maker;

	line[strcspn(line, "\n")] = 0;
	if (sscanf(line, "program %d %d %63s", &kind, &program.huge_pages, word) == 3) {
		program.kind = kind;
		program.name = keep(word);
	} else if (sscanf(line, "process %d %d %63s", &cpu, &maker, word) == 3 && program.processes < MAX_PROCESSES) {
		program.process[program.processes++] = (struct process){keep(word), cpu, maker};
	} else if (sscanf(line, "actor %d %63s", &maker, word) == 2 && program.actors < MAX_ACTORS) {
		program.actor[program.actors++] = (struct actor){keep(word), maker};
	} else if (!strncmp(line, "value ", 6) && program.values < MAX_VALUES) {
		program.value[program.values++] = keep(line + 6);
	} else if (!strncmp(line, "register ", 9) && program.registers < MAX_REGISTERS) {
		program.reg[++program.registers] = keep(line + 9);
	} else if (!strncmp(line, "step ", 5)) {
		return read_step(line + 5);
	} else if (!strcmp(line, "play")) {
		play_all();
		print_answer();
		release_handles();
		clear_program();
	} else {
		return -1;
	}
	return 0;
}

/* Plays programs from standard input, a line of JSON for each, until it ends. */
int main(void)
{
	static char line[4096];

	prctl(PR_SET_PDEATHSIG, SIGKILL);

	if (set_stage())
		return 2;
	gather_facts();
	while (fgets(line, sizeof(line), stdin))
		if (read_line(line)) {
			fprintf(stderr, "cannot read: %s\n", line);
			return 3;
		}
	return 0;
}`;

/** A C program that reads plans from its standard input and answers each with a line of JSON. */
export function printInterpreter(): string {
  const pieces = collectPieces([...stepKinds.flatMap(({ pieces }) => pieces), answer]);
  const plays = pieces.flatMap((piece) => piece.plays).map((name) => `{"${name}", ${name}},`);
  const texts = pieces.map((piece) => piece.text);
  return `${[...texts, reader.replace('PLAYS', plays.join('\n\t'))].join('\n\n')}\n`;
}

/** A plan in the interpreter's lines. */
export function printPlanLines(plan: Plan): string {
  const { company, processes } = plan;
  return [
    `program ${pageKinds.indexOf(plan.kind)} ${plan.hugePages} ${plan.name}`,
    ...processes.map(({ name, cpu, maker }) => `process ${cpu ?? -1} ${maker ?? -1} ${name}`),
    ...company.actors.map(({ name, process }) => `actor ${process} ${name}`),
    ...company.values.map((value) => `value ${value}`),
    ...company.registers.map((register) => `register ${register}`),
    ...plan.steps.map(({ call, text }) => {
      const { variable = 0, handle = 0, value = 0, part = 0, reg = 0, other = 0, file = 0 } = call;
      return `step ${[call.play, call.who, variable, handle, value, part, reg, other, file, text].join(' ')}`;
    }),
    'play\n',
  ].join('\n');
}
