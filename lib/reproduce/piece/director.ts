import type { Piece } from '#lib/reproduce/piece';
import { facts } from '#lib/reproduce/piece/facts';

/**
 * Who plays in which order. Every actor is a task of its process and waits at a pipe for its turn. The director, which
 * maps none of the scenario's pages, says whose it is and waits for the report; what devices, monitors and the kernel do, it
 * does itself.
 */
export const director: Piece = {
  name: 'director',
  needs: [facts],
  plays: ['exit_process', 'kill_process', 'do_nothing'],
  text: `#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

static int go[MAX_ACTORS][2], done[2], hold[2];
static pid_t pids[MAX_PROCESSES];
static int pidfds[MAX_PROCESSES];
static int ended[MAX_PROCESSES];

/* What all processes may write: task numbers of the actors, and whether a handle's buffer is registered. */
static struct {
	pid_t tid[MAX_ACTORS];
	int holds[MAX_HANDLES];
} *shared;

/* Actors that sleep in a fault, and the step that they are in. A piece that knows userfaultfd says who sleeps. */
static int doing[MAX_ACTORS], asleep[MAX_ACTORS], woken[MAX_ACTORS];
static struct report early[MAX_ACTORS]; /* of actors that were woken together, and are not asked yet */
static int uffds[MAX_PROCESSES];
static void (*hear)(int process), (*take_descriptor)(int process);

enum { UNSET, SET, WORD, FAULT };
static struct {
	int state[2];
	uint64_t data[2];
	const char *word;
} registers[MAX_REGISTERS + 1];
static int pages[MAX_STEPS];
static char problem[512];

static void serve(int me)
{
	int index;

	shared->tid[me] = (pid_t)syscall(SYS_gettid);
	while (read(go[me][0], &index, sizeof(index)) == sizeof(index)) {
		struct report r = {.step = index, .actor = me};

		program.step[index].play(&program.step[index], &r);
		if (program.process[program.actor[me].process].cpu < 0)
			settle();
		if (write(done[1], &r, sizeof(r)) != sizeof(r))
			break;
	}
	_exit(0);
}

static void *serve_task(void *actor)
{
	serve((int)(intptr_t)actor);
	return NULL;
}

/* What a new process does: a task for each of its actors. */
static void begin(int process)
{
	int cpu = program.process[process].cpu, first = -1;

	alarm(LIMIT_SECONDS * 3);
	run_on(cpu < 0 ? 0 : cpu);
	for (int i = 0; i < program.actors; i++) {
		pthread_t task;

		if (program.actor[i].process != process)
			continue;
		if (first < 0)
			first = i;
		else if (pthread_create(&task, NULL, serve_task, (void *)(intptr_t)i))
			_exit(71);
	}
	serve(first);
}

static void begin_first(int process)
{
	struct sigaction action = {.sa_handler = on_fault};

	/* Whoever waits for a step ends when the director does: only it holds the writing ends. */
	for (int i = 0; i < program.actors; i++)
		close(go[i][1]);
	close(hold[1]);
	close(done[0]);
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
	begin(process);
}

static void note_process(int process, pid_t pid)
{
	pids[process] = pid;
	pidfds[process] = (int)syscall(SYS_pidfd_open, pid, 0);
}

static int start_process(int process)
{
	pid_t pid = fork();

	if (pid == 0)
		begin_first(process);
	if (pid > 0)
		note_process(process, pid);
	return pid < 0 ? -1 : 0;
}

static void end_process(int process)
{
	ended[process] = 1;
	for (int i = 0; i < program.actors; i++)
		if (program.actor[i].process == process)
			asleep[i] = woken[i] = 0;
}

/* Waits for the report of an actor's step: its end, or that it sleeps; or for the end of the process, if it is its exit. */
static void await(int actor, struct report *r, int is_exit)
{
	int process = program.actor[actor].process;
	struct pollfd fds[2 + MAX_PROCESSES] = {{.fd = done[0], .events = POLLIN}, {.fd = pidfds[process], .events = POLLIN}};

	for (int i = 0; i < program.processes; i++)
		fds[2 + i] = (struct pollfd){.fd = uffds[i] ? uffds[i] : -1, .events = POLLIN};
	if (early[actor].actor == actor + 1) {
		*r = early[actor];
		r->actor = actor;
		early[actor].actor = 0;
		return;
	}
	for (;;) {
		struct report said;

		if (poll(fds, 2 + program.processes, LIMIT_SECONDS * 1000) <= 0) {
			complain(r, "did not end within %d seconds", LIMIT_SECONDS);
			end_process(process);
			return;
		}
		for (int i = 0; i < program.processes; i++)
			if (hear && fds[2 + i].revents & POLLIN)
				hear(i);
		if (asleep[actor]) {
			r->asleep = 1;
			return;
		}
		if (fds[0].revents & POLLIN) {
			if (read(done[0], &said, sizeof(said)) != sizeof(said))
				continue;
			if (said.actor == actor) {
				*r = said;
				return;
			}
			if (!woken[said.actor]) {
				complain(r, "%s answered, who was asleep", program.actor[said.actor].name);
				return;
			}
			early[said.actor] = said;
			early[said.actor].actor++;
			continue;
		}
		if (fds[1].revents & POLLIN) {
			if (!is_exit)
				complain(r, "%s was killed", program.process[process].name);
			end_process(process);
			return;
		}
	}
}

static void exit_process(const struct step *s, struct report *r)
{
	(void)s;
	(void)r;
	_exit(0);
}

static void kill_process(const struct step *s, struct report *r)
{
	struct pollfd end = {.fd = pidfds[s->other], .events = POLLIN};

	if (ended[s->other] || !pids[s->other])
		return;
	kill(pids[s->other], SIGKILL);
	if (poll(&end, 1, LIMIT_SECONDS * 1000) != 1)
		complain(r, "%s does not end", program.process[s->other].name);
	end_process(s->other);
}

static void do_nothing(const struct step *s, struct report *r)
{
	(void)s;
	(void)r;
}

static void direct(int index, struct report *r)
{
	const struct step *s = &program.step[index];
	int who = s->who, process;

	if (who == DIRECTOR) {
		s->play(s, r);
		return;
	}
	process = program.actor[who].process;
	if (ended[process] || (pids[process] == 0 && program.process[process].maker >= 0))
		return; /* not there yet, or no longer: nothing is mapped there */
	/* What is asked of a process, any of its tasks may do. */
	for (int i = 0; asleep[who] && s->other == ANY_TASK && i < program.actors; i++)
		if (program.actor[i].process == process && !asleep[i])
			who = i;
	if (asleep[who]) {
		complain(r, "%s sleeps in a fault", program.actor[who].name);
		return;
	}
	if (pids[process] == 0 && start_process(process)) {
		complain(r, "fork: %s", strerror(errno));
		return;
	}
	doing[who] = index;
	if (write(go[who][1], &index, sizeof(index)) != sizeof(index))
		complain(r, "%s cannot be reached", program.actor[who].name);
	else
		await(who, r, s->play == exit_process);
	if (take_descriptor)
		take_descriptor(process);
	if (r->child > 0)
		note_process(s->other, r->child);
}

static void note(int index, const struct report *r)
{
	const struct step *s = &program.step[index];

	pages[index] = r->page;
	if (r->problem[0] && !problem[0])
		snprintf(problem, sizeof(problem), "%s: %s", s->text, r->problem);
	if (s->reg == 0 || r->asleep)
		return;
	for (int half = 0; half < 2; half++)
		if (s->part == 0 || s->part - 1 == half) {
			registers[s->reg].state[half] = r->word ? WORD : r->signal || r->missing ? FAULT : SET;
			registers[s->reg].data[half] = r->data[half];
		}
	registers[s->reg].word = r->word;
}

/* Those whom a step woke go on at once: to their end, or to the next fault that puts them to sleep. */
static void let_woken_go_on(void)
{
	for (int i = 0; i < program.actors; i++) {
		struct report r = {.step = doing[i], .actor = i};

		if (!woken[i])
			continue;
		woken[i] = 0;
		await(i, &r, 0);
		note(doing[i], &r);
	}
}

static const char *check_kind(void)
{
	static char text[160];

	if (program.kind == THP && strcmp(facts.thp, "always") && strcmp(facts.thp, "madvise")) {
		snprintf(text, sizeof(text), "no THP: /sys/kernel/mm/transparent_hugepage/enabled says '%s'", facts.thp);
		return text;
	}
	if (program.kind == HUGETLB && read_meminfo("Hugepagesize") != HUGE / 1024)
		return "hugetlb: the huge pages of this machine are not of 2 MiB";
	if (program.kind == HUGETLB && read_meminfo("HugePages_Free") < program.huge_pages) {
		snprintf(text, sizeof(text), "hugetlb: %ld huge pages are free, fewer than it may take (vm.nr_hugepages is %ld)",
			 read_meminfo("HugePages_Free"), read_meminfo("HugePages_Total"));
		return text;
	}
	return NULL;
}

static void prepare(void)
{
	const char *lacking = check_kind();

	if (!shared)
		shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	memset(shared, 0, sizeof(*shared));
	memset(registers, 0, sizeof(registers));
	memset(pages, 0, sizeof(pages));
	memset(pids, 0, sizeof(pids));
	memset(ended, 0, sizeof(ended));
	memset(asleep, 0, sizeof(asleep));
	memset(woken, 0, sizeof(woken));
	memset(early, 0, sizeof(early));
	snprintf(problem, sizeof(problem), "%s", lacking ? lacking : "");
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (int i = 0; i < program.actors; i++)
		if (pipe(go[i]))
			snprintf(problem, sizeof(problem), "pipe: %s", strerror(errno));
	if (pipe(done) || pipe(hold))
		snprintf(problem, sizeof(problem), "pipe: %s", strerror(errno));
	for (int i = 0; i < program.processes; i++)
		if (program.process[i].cpu >= facts.cpus)
			snprintf(problem, sizeof(problem), "%s stands on cpu %d, this machine has %d", program.process[i].name,
				 program.process[i].cpu, facts.cpus);
}

static void clean_up(void)
{
	for (int i = 0; i < program.processes; i++) {
		if (pids[i] > 0)
			kill(pids[i], SIGKILL);
		if (pids[i] > 0 && pidfds[i] >= 0)
			close(pidfds[i]);
		if (uffds[i])
			close(uffds[i]);
		uffds[i] = 0;
	}
	for (int i = 0; i < program.actors; i++) {
		close(go[i][0]);
		close(go[i][1]);
	}
	for (int end = 0; end < 2; end++) {
		close(done[end]);
		close(hold[end]);
	}
	/* Children of children come to us when their parents are gone. */
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
}

static void play_all(void)
{
	prepare();
	for (int i = 0; i < program.steps && !problem[0]; i++) {
		struct report r = {.step = i};

		direct(i, &r);
		note(i, &r);
		let_woken_go_on();
	}
	clean_up();
}`,
};
