import type { Piece } from '#lib/reproduce/piece';
import { stage } from '#lib/reproduce/piece/stage';

/** What of the machine decides which steps can be played; printed with every answer. */
export const facts: Piece = {
  name: 'facts',
  needs: [stage],
  plays: [],
  text: String.raw`static struct {
	struct utsname uname;
	char thp[16]; /* always, madvise, never, or empty without THP */
	long huge_total, huge_free, swap_kb;
	int io_uring_disabled, unprivileged_userfaultfd; /* -1 where there is no such setting */
	int soft_dirty, cpus;
	long memlock_kb; /* -1 for no limit */
} facts;

static int read_text(const char *path, char *text, size_t bytes)
{
	int fd = open(path, O_RDONLY);
	ssize_t got = fd < 0 ? -1 : read(fd, text, bytes - 1);

	if (fd >= 0)
		close(fd);
	text[got > 0 ? got : 0] = 0;
	return got > 0 ? 0 : -1;
}

static int read_setting(const char *path)
{
	char text[32];

	return read_text(path, text, sizeof(text)) ? -1 : atoi(text);
}

static long read_meminfo(const char *name)
{
	char text[8192], *at;

	if (read_text("/proc/meminfo", text, sizeof(text)) || !(at = strstr(text, name)))
		return 0;
	return atol(at + strlen(name) + 1);
}

/* Without CONFIG_MEM_SOFT_DIRTY a write to clear_refs succeeds and does nothing: bit 55 never shows. */
static int tracks_soft_dirty(void)
{
	char *at = mmap(NULL, SMALL, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = open("/proc/self/clear_refs", O_WRONLY), works = 0;

	if (at != MAP_FAILED && fd >= 0) {
		*(volatile char *)at = 1;
		if (write(fd, "4", 1) == 1 && !(page_entry(at) >> 55 & 1)) {
			*(volatile char *)at = 2;
			works = page_entry(at) >> 55 & 1;
		}
	}
	if (fd >= 0)
		close(fd);
	if (at != MAP_FAILED)
		munmap(at, SMALL);
	return works;
}

/* Frames of the zero pages, from holes that are read. */
static void find_zero_frames(void)
{
	char *at = mmap(NULL, 3 * HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	char *huge = (char *)(((uintptr_t)at + HUGE) & ~(uintptr_t)(HUGE - 1));

	if (at == MAP_FAILED)
		return;
	madvise(huge, HUGE, MADV_HUGEPAGE);
	madvise(huge + HUGE, SMALL, MADV_NOHUGEPAGE);
	for (int i = 0; i < 2; i++) {
		(void)*(volatile char *)(huge + i * HUGE);
		zero_frames[i] = frame_at(huge + i * HUGE);
	}
	munmap(at, 3 * HUGE);
}

static void gather_facts(void)
{
	char text[64], *open, *close;
	struct rlimit limit;

	uname(&facts.uname);
	find_zero_frames();
	if (!read_text("/sys/kernel/mm/transparent_hugepage/enabled", text, sizeof(text)) &&
	    (open = strchr(text, '[')) && (close = strchr(open, ']')))
		snprintf(facts.thp, sizeof(facts.thp), "%.*s", (int)(close - open - 1), open + 1);
	facts.huge_total = read_meminfo("HugePages_Total");
	facts.huge_free = read_meminfo("HugePages_Free");
	facts.swap_kb = read_meminfo("SwapTotal");
	facts.io_uring_disabled = read_setting("/proc/sys/kernel/io_uring_disabled");
	facts.unprivileged_userfaultfd = read_setting("/proc/sys/vm/unprivileged_userfaultfd");
	facts.soft_dirty = tracks_soft_dirty();
	while (find_cpu(facts.cpus) >= 0)
		facts.cpus++;
	facts.memlock_kb = getrlimit(RLIMIT_MEMLOCK, &limit) || limit.rlim_cur == RLIM_INFINITY ? -1 : (long)(limit.rlim_cur / 1024);
}

static void print_text(const char *text)
{
	putchar('"');
	for (; *text; text++)
		if (*text == '"' || *text == '\\')
			printf("\\%c", *text);
		else if ((unsigned char)*text >= ' ')
			putchar(*text);
	putchar('"');
}

static void print_facts(void)
{
	printf("\"release\":");
	print_text(facts.uname.release);
	printf(",\"facts\":{\"version\":");
	print_text(facts.uname.version);
	printf(",\"machine\":");
	print_text(facts.uname.machine);
	printf(",\"uid\":%d,\"cpus\":%d,\"thp\":", (int)getuid(), facts.cpus);
	print_text(facts.thp);
	printf(",\"hugePages\":%ld,\"freeHugePages\":%ld,\"swapKb\":%ld,\"ioUringDisabled\":%d", facts.huge_total,
	       facts.huge_free, facts.swap_kb, facts.io_uring_disabled);
	printf(",\"unprivilegedUserfaultfd\":%d,\"softDirty\":%s,\"memlockKb\":%ld}", facts.unprivileged_userfaultfd,
	       facts.soft_dirty ? "true" : "false", facts.memlock_kb);
}`,
};
