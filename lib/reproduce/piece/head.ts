import type { Piece } from '#lib/reproduce/piece';

/** Most of each that a C program holds; the plan is held against them before any C is written. */
export const limits = {
  processes: 8,
  actors: 26,
  variables: 8,
  handles: 32,
  files: 8,
  values: 256,
  registers: 128,
  steps: 512,
} as const;

/** What every part speaks of: a step, what it reports, the program. */
export const head: Piece = {
  name: 'head',
  needs: [],
  plays: [],
  text: `#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

/* Not every program uses every function. */
#pragma GCC diagnostic ignored "-Wunused-function"

enum {
	MAX_PROCESSES = ${limits.processes},
	MAX_ACTORS = ${limits.actors},
	MAX_FILES = ${limits.files},
	MAX_HANDLES = ${limits.handles},
	MAX_VALUES = ${limits.values},
	MAX_REGISTERS = ${limits.registers},
	MAX_STEPS = ${limits.steps},
	LIMIT_SECONDS = 10, /* for one step */
	DIRECTOR = -1,
	ANY_TASK = -2, /* as the other: any task of the process may do it */
};

enum kind { BASE, THP, HUGETLB };

/* What a step did, told to the director. */
struct report {
	int step, actor;
	int asleep;       /* the step waits in a fault for userfaultfd */
	int signal;       /* that met the access, 0 for none */
	int missing;      /* the handle holds nothing */
	uint64_t data[2]; /* words read, one for each half of the page */
	const char *word; /* what a register shows in their place */
	pid_t child;
	int page; /* what became of it, see compare_frames() */
	char problem[160];
};

struct step {
	int who; /* actor, or DIRECTOR */
	void (*play)(const struct step *, struct report *);
	int variable, handle, value;
	int part; /* 0 the whole page, 1 or 2 for a half */
	int reg;  /* from 1, 0 for none */
	int other; /* process */
	int file;
	const char *text;
};

struct process {
	const char *name;
	int cpu; /* -1 for any: then no page waits in an LRU batch */
	int maker; /* process that forks it, -1 for none */
};

struct actor {
	const char *name;
	int process;
};

struct program {
	const char *name;
	enum kind kind;
	int huge_pages; /* that HUGETLB may need at once */
	int processes, actors, values, registers, steps;
	struct process process[MAX_PROCESSES];
	struct actor actor[MAX_ACTORS];
	const char *value[MAX_VALUES];
	const char *reg[MAX_REGISTERS + 1];
	struct step step[MAX_STEPS];
};

static struct program program;

static void complain(struct report *r, const char *format, ...)
{
	va_list args;

	if (r->problem[0])
		return;
	va_start(args, format);
	vsnprintf(r->problem, sizeof(r->problem), format, args);
	va_end(args);
}`,
};
