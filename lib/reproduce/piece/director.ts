import type { Piece } from '#lib/reproduce/piece';
import { facts } from '#lib/reproduce/piece/facts';

/**
 * Who plays in which order. The director, which maps none of the scenario's pages, tells a process through a pipe which
 * step to do and waits for its report; what devices and the kernel do, it does itself.
 */
export const director: Piece = {
  name: 'director',
  needs: [facts],
  plays: ['exit_process', 'do_nothing'],
  text: String.raw`#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

static int go[MAX_PROCESSES][2], done[2];
static pid_t pids[MAX_PROCESSES];
static int pidfds[MAX_PROCESSES];
static int ended[MAX_PROCESSES];

enum { UNSET, SET, FAULT };
static struct {
	int state[2];
	uint64_t data[2];
} registers[MAX_REGISTERS + 1];
static int pages[MAX_STEPS];
static char problem[512];

static void serve(int me)
{
	int index;

	while (read(go[me][0], &index, sizeof(index)) == sizeof(index)) {
		struct report r = {.step = index};

		program.step[index].play(&program.step[index], &r);
		if (program.process[me].cpu < 0)
			settle();
		if (write(done[1], &r, sizeof(r)) != sizeof(r))
			break;
	}
	_exit(0);
}

static void begin(int me)
{
	int cpu = program.process[me].cpu;
	struct sigaction action = {.sa_handler = on_fault};

	/* Whoever waits for a step ends when the director does: only it holds the writing ends. */
	for (int i = 0; i < program.processes; i++)
		if (go[i][1] >= 0)
			close(go[i][1]);
	close(done[0]);
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
	alarm(LIMIT_SECONDS * 3);
	run_on(cpu < 0 ? 0 : cpu);
	serve(me);
}

static void note_process(int who, pid_t pid)
{
	pids[who] = pid;
	pidfds[who] = (int)syscall(SYS_pidfd_open, pid, 0);
}

/* Waits for the report of a step, or for the end of the process where the step is its exit. */
static int await(int who, struct report *r, int is_exit)
{
	struct pollfd fds[2] = {{.fd = done[0], .events = POLLIN}, {.fd = pidfds[who], .events = POLLIN}};
	int ready = poll(fds, 2, LIMIT_SECONDS * 1000);

	if (ready == 0)
		complain(r, "did not end within %d seconds", LIMIT_SECONDS);
	else if (fds[0].revents & POLLIN)
		return read(done[0], r, sizeof(*r)) == sizeof(*r) ? 0 : -1;
	else if (!is_exit)
		complain(r, "%s was killed", program.process[who].name);
	ended[who] = 1;
	return 0;
}

static void exit_process(const struct step *s, struct report *r)
{
	(void)s;
	(void)r;
	_exit(0);
}

static void do_nothing(const struct step *s, struct report *r)
{
	(void)s;
	(void)r;
}

static void direct(int index, struct report *r)
{
	const struct step *s = &program.step[index];

	if (s->who == DIRECTOR) {
		s->play(s, r);
		return;
	}
	if (ended[s->who] || (pids[s->who] == 0 && program.process[s->who].maker >= 0))
		return; /* not there yet, or no longer: nothing is mapped there */
	if (pids[s->who] == 0) {
		pid_t pid = fork();

		if (pid == 0)
			begin(s->who);
		if (pid < 0) {
			complain(r, "fork: %s", strerror(errno));
			return;
		}
		note_process(s->who, pid);
	}
	if (write(go[s->who][1], &index, sizeof(index)) != sizeof(index) || await(s->who, r, s->play == exit_process))
		complain(r, "%s cannot be reached", program.process[s->who].name);
	if (r->child > 0)
		note_process(s->other, r->child);
}

static void note(const struct step *s, const struct report *r)
{
	if (s->reg == 0)
		return;
	for (int half = 0; half < 2; half++)
		if (s->part == 0 || s->part - 1 == half) {
			registers[s->reg].state[half] = r->signal || r->missing ? FAULT : SET;
			registers[s->reg].data[half] = r->data[half];
		}
}

static const char *check_kind(void)
{
	static char text[160];

	if (program.kind == THP && strcmp(facts.thp, "always") && strcmp(facts.thp, "madvise")) {
		snprintf(text, sizeof(text), "no THP: /sys/kernel/mm/transparent_hugepage/enabled says \"%s\"", facts.thp);
		return text;
	}
	if (program.kind == HUGETLB && read_meminfo("Hugepagesize") != HUGE / 1024)
		return "hugetlb: the huge pages of this machine are not of 2 MiB";
	if (program.kind == HUGETLB && read_meminfo("HugePages_Free") < program.huge_pages) {
		snprintf(text, sizeof(text), "hugetlb: needs %d free huge pages, %ld are free (vm.nr_hugepages is %ld)",
			 program.huge_pages, read_meminfo("HugePages_Free"), read_meminfo("HugePages_Total"));
		return text;
	}
	return NULL;
}

static void play_all(void)
{
	const char *lacking = check_kind();

	memset(registers, 0, sizeof(registers));
	memset(pages, 0, sizeof(pages));
	memset(pids, 0, sizeof(pids));
	memset(ended, 0, sizeof(ended));
	snprintf(problem, sizeof(problem), "%s", lacking ? lacking : "");
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (int i = 0; i < program.processes; i++)
		if (pipe(go[i]))
			snprintf(problem, sizeof(problem), "pipe: %s", strerror(errno));
	if (pipe(done))
		snprintf(problem, sizeof(problem), "pipe: %s", strerror(errno));
	for (int i = 0; i < program.processes; i++)
		if (program.process[i].cpu >= facts.cpus)
			snprintf(problem, sizeof(problem), "%s stands on cpu %d, this machine has %d", program.process[i].name,
				 program.process[i].cpu, facts.cpus);
	for (int i = 0; i < program.steps && !problem[0]; i++) {
		struct report r = {.step = i};

		direct(i, &r);
		note(&program.step[i], &r);
		pages[i] = r.page;
		if (r.problem[0])
			snprintf(problem, sizeof(problem), "%s: %s", program.step[i].text, r.problem);
	}
	for (int i = 0; i < program.processes; i++) {
		close(go[i][0]);
		close(go[i][1]);
		if (pids[i] > 0 && pidfds[i] >= 0)
			close(pidfds[i]);
		if (pids[i] > 0)
			kill(pids[i], SIGKILL);
	}
	close(done[0]);
	close(done[1]);
	/* Children of children come to us when their parents are gone. */
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
}`,
};
