import type { Piece } from '#lib/reproduce/piece';
import { stage } from '#lib/reproduce/piece/stage';

/** mmap, munmap, mprotect, MADV_DONTNEED of the one page of a variable. */
export const mapping: Piece = {
  name: 'mapping',
  needs: [stage],
  plays: [
    'map_page',
    'map_hole',
    'unmap_page',
    'drop_page',
    'drop_others',
    'lock_page',
    'allow_reading',
    'allow_writing',
  ],
  text: `/* KiB of transparent huge pages in the mapping that begins at an address: AnonHugePages of smaps. */
static long huge_kb(const char *at)
{
	char line[256];
	FILE *smaps = fopen("/proc/self/smaps", "r");
	long kb = -1;
	int here = 0;

	while (smaps && kb < 0 && fgets(line, sizeof(line), smaps)) {
		char *end;
		unsigned long from = strtoul(line, &end, 16);

		if (end > line && *end == '-')
			here = from == (unsigned long)at;
		else if (here)
			sscanf(line, "AnonHugePages: %ld", &kb);
	}
	if (smaps)
		fclose(smaps);
	return kb;
}

static void map_hole(const struct step *s, struct report *r)
{
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
	char *at = place(s->variable, 0);

	if (mapped[s->variable])
		return; /* mmap would fail: something is mapped there */
	if (program.kind == HUGETLB)
		flags |= MAP_HUGETLB | 21 << 26; /* MAP_HUGE_2MB */
	if (mmap(at, page_bytes(), PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED) {
		complain(r, "mmap: %s", strerror(errno));
		return;
	}
	mapped[s->variable] = PROT_READ | PROT_WRITE;
	if (program.kind != HUGETLB && madvise(at, page_bytes(), program.kind == BASE ? MADV_NOHUGEPAGE : MADV_HUGEPAGE) &&
	    program.kind == THP)
		complain(r, "MADV_HUGEPAGE: %s", strerror(errno));
}

static void map_page(const struct step *s, struct report *r)
{
	uint64_t value = s->value;

	if (mapped[s->variable])
		return;
	map_hole(s, r);
	if (r->problem[0])
		return;
	if (touch(s->variable, 0, &value, NULL))
		complain(r, "the first store met a signal: no page was free");
	else if (program.kind == THP && huge_kb(place(s->variable, 0)) != HUGE / 1024)
		complain(r, "the kernel gave no transparent huge page");
}

static void unmap_page(const struct step *s, struct report *r)
{
	char *at = place(s->variable, 0);

	if (!mapped[s->variable])
		return;
	if (munmap(at, page_bytes()) || guard(at, page_bytes(), MAP_FIXED))
		complain(r, "munmap: %s", strerror(errno));
	mapped[s->variable] = 0;
	uffd_modes[s->variable] = 0;
	is_locked[s->variable] = 0;
}

static void drop_page(const struct step *s, struct report *r)
{
	/* EINVAL: nothing is dropped that is locked. */
	if (mapped[s->variable] && madvise(place(s->variable, 0), page_bytes(), MADV_DONTNEED) &&
	    !(errno == EINVAL && is_locked[s->variable]))
		complain(r, "MADV_DONTNEED: %s", strerror(errno));
}

/* All of a THP but the 4 KiB that the scenario touches. */
static void drop_others(const struct step *s, struct report *r)
{
	if (mapped[s->variable] && madvise(place(s->variable, 0) + SMALL, page_bytes() - SMALL, MADV_DONTNEED))
		complain(r, "MADV_DONTNEED: %s", strerror(errno));
}

static void lock_page(const struct step *s, struct report *r)
{
	if (!mapped[s->variable])
		return;
	if (mlock2(place(s->variable, 0), page_bytes(), MLOCK_ONFAULT))
		complain(r, "mlock2: %s", strerror(errno));
	is_locked[s->variable] = 1;
}

static void protect_page(const struct step *s, struct report *r, int allowed)
{
	if (!mapped[s->variable])
		return;
	if (!mprotect(place(s->variable, 0), page_bytes(), allowed))
		mapped[s->variable] = allowed;
	else if (errno != EACCES) /* a file that was opened for reading */
		complain(r, "mprotect: %s", strerror(errno));
}

static void allow_reading(const struct step *s, struct report *r)
{
	protect_page(s, r, PROT_READ);
}

static void allow_writing(const struct step *s, struct report *r)
{
	protect_page(s, r, PROT_READ | PROT_WRITE);
}`,
};
