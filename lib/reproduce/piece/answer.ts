import type { Piece } from '#lib/reproduce/piece';
import { access } from '#lib/reproduce/piece/access';
import { director } from '#lib/reproduce/piece/director';

/** The line of JSON that a program prints. */
export const answer: Piece = {
  name: 'answer',
  needs: [director, access],
  plays: [],
  text: String.raw`static void say_half(int reg, int half, char *text, size_t bytes)
{
	uint64_t value = registers[reg].data[half];

	if (registers[reg].state[half] == WORD)
		snprintf(text, bytes, "%s", registers[reg].word);
	else if (registers[reg].state[half] == FAULT)
		snprintf(text, bytes, "fault");
	else if (value < (uint64_t)program.values)
		snprintf(text, bytes, "%s", program.value[value]);
	else
		snprintf(text, bytes, "0x%llx", (unsigned long long)value);
}

/* As the model says it: one word, "a/b" where the halves differ, "unset" where nothing was read. */
static void print_register(int reg)
{
	char first[128], second[128];
	const int *state = registers[reg].state;

	say_half(reg, 0, first, sizeof(first));
	say_half(reg, 1, second, sizeof(second));
	if (!state[0] && !state[1])
		print_text("unset");
	else if (!state[1] || (state[0] && !strcmp(first, second)))
		print_text(first);
	else if (!state[0])
		print_text(second);
	else
		printf("\"%s/%s\"", first, second);
}

static const char *say_page(int page)
{
	switch (page) {
	case 'k': return "kept";
	case 'c': return "copied";
	case 'n': return "new";
	case 's': return "swapped";
	}
	return "unknown";
}

static void print_answer(void)
{
	static const char *const kinds[] = {"base", "thp", "hugetlb"};
	const char *comma = "";

	printf("{\"program\":");
	print_text(program.name);
	printf(",\"kind\":\"%s\",", kinds[program.kind]);
	print_facts();
	printf(",\"registers\":{");
	for (int i = 1; i <= program.registers; i++, comma = ",") {
		printf("%s", comma);
		print_text(program.reg[i]);
		putchar(':');
		print_register(i);
	}
	printf("},\"pages\":[");
	comma = "";
	for (int i = 0; i < program.steps; i++)
		if (program.step[i].play == store_page || pages[i]) {
			printf("%s{\"step\":", comma);
			print_text(program.step[i].text);
			printf(",\"page\":\"%s\"}", say_page(pages[i]));
			comma = ",";
		}
	printf("],\"problems\":[");
	if (problem[0])
		print_text(problem);
	printf("]}\n");
	fflush(stdout);
}`,
};
