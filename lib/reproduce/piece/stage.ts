import type { Piece } from '#lib/reproduce/piece';
import { head } from '#lib/reproduce/piece/head';

/**
 * Where the pages of a scenario stand: each alone between PROT_NONE guards, at one address in every process, so that no
 * other mapping merges with it or falls into its hole. The words that are read and written stand in the first 4 KiB.
 */
export const stage: Piece = {
  name: 'stage',
  needs: [head],
  plays: [],
  text: `enum { HUGE = 2 << 20, SMALL = 4096 };

static char *stage;
static int mapped[8]; /* by this process: 0, PROT_READ or PROT_READ | PROT_WRITE */
static int uffd_modes[8]; /* with which this process registered it */
static int own_uffd = -1;
static int is_locked[8]; /* by mlock, which children do not inherit */
static int uffd_is_limited; /* to faults of user mode */

static size_t page_bytes(void)
{
	return program.kind == BASE ? SMALL : HUGE;
}

static char *place(int variable, int half)
{
	return stage + (2 * variable + 1) * (size_t)HUGE + (half == 1 ? SMALL / 2 : 0);
}

static int guard(char *at, size_t bytes, int flags)
{
	int all = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | flags;

	return mmap(at, bytes, PROT_NONE, all, -1, 0) == MAP_FAILED ? -1 : 0;
}

static int set_stage(void)
{
	size_t bytes = 18 * (size_t)HUGE;
	char *at = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (at == MAP_FAILED)
		return -1;
	stage = (char *)(((uintptr_t)at + HUGE - 1) & ~(uintptr_t)(HUGE - 1));
	return 0;
}

/* One word of /proc/self/pagemap: 63 present, 62 swapped, 56 mapped once, 0-54 the frame (root only). */
static uint64_t page_entry(const char *at)
{
	uint64_t entry = 0;
	int fd = open("/proc/self/pagemap", O_RDONLY);

	if (fd < 0)
		return 0;
	if (pread(fd, &entry, sizeof(entry), (uintptr_t)at / SMALL * sizeof(entry)) != sizeof(entry))
		entry = 0;
	close(fd);
	return entry;
}

#define SWAPPED (1ULL << 62)

/* Frame that is mapped there: 0 for none, and for all but root; SWAPPED for a swap entry. */
static uint64_t frame_at(const char *at)
{
	uint64_t entry = page_entry(at);

	return entry >> 63 ? entry & ((1ULL << 55) - 1) : entry & SWAPPED;
}

/* Frames of the zero page and of the huge one, which nobody owns. */
static uint64_t zero_frames[2];

/* What became of the page that was mapped there: 'k' kept, 'c' copied, 'n' none before, 's' swap, 0 unknown. */
static void compare_frames(const char *at, uint64_t before, struct report *r)
{
	uint64_t after = frame_at(at);

	if (getuid() != 0 || !after)
		return;
	if (before == SWAPPED)
		r->page = 's';
	else if (!before || before == zero_frames[0] || before == zero_frames[1])
		r->page = 'n';
	else
		r->page = before == after ? 'k' : 'c';
}

/* The n-th CPU that we may run on, -1 when there are fewer. */
static int find_cpu(int n)
{
	static cpu_set_t all;
	static int known;

	if (!known)
		sched_getaffinity(0, sizeof(all), &all);
	known = 1;
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &all) && n-- == 0)
			return cpu;
	return -1;
}

static int run_on(int n)
{
	cpu_set_t one;
	int cpu = find_cpu(n);

	if (cpu < 0)
		return -1;
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	return sched_setaffinity(0, sizeof(one), &one);
}

/* A fresh page waits in its CPU's LRU batch, which counts as a reference: other fresh pages push it out. */
static void settle(void)
{
	size_t bytes = 64 * SMALL;
	char *scratch = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (scratch == MAP_FAILED)
		return;
	madvise(scratch, bytes, MADV_NOHUGEPAGE);
	for (size_t at = 0; at < bytes; at += SMALL)
		*(volatile char *)(scratch + at) = 1;
	munmap(scratch, bytes);
}

static __thread sigjmp_buf escape;
static __thread volatile sig_atomic_t guarded;

static void on_fault(int signal)
{
	if (guarded)
		siglongjmp(escape, signal);
	_exit(70);
}

/* Stores or loads the word of each half (part 0), or of one (1, 2); gives the signal where the page may not be touched. */
static int touch(int variable, int part, const uint64_t *value, uint64_t *data)
{
	int signal = sigsetjmp(escape, 1);

	if (signal == 0) {
		guarded = 1;
		for (int half = 0; half < 2; half++) {
			volatile uint64_t *word = (volatile uint64_t *)place(variable, half);

			if (part > 0 && part - 1 != half)
				continue;
			if (value)
				*word = *value;
			else
				data[half] = *word;
		}
	}
	guarded = 0;
	return signal;
}`,
};
