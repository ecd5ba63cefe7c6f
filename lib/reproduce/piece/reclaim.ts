import type { Piece } from '#lib/reproduce/piece';
import { director } from '#lib/reproduce/piece/director';

/** Page-out, clear_refs and the LRU batches. */
export const reclaim: Piece = {
  name: 'reclaim',
  needs: [director],
  plays: ['swap_out', 'page_out', 'clear_refs', 'look_at_soft_dirty', 'drain_batch'],
  text: `static void reclaim_page(const struct step *s, struct report *r, int may_be_shared)
{
	char *at = place(s->variable, 0);
	uint64_t entry = page_entry(at);

	if (!mapped[s->variable] || !(entry >> 63))
		return; /* nothing is mapped there */
	if (program.kind == HUGETLB)
		return; /* EINVAL */
	if (!facts.swap_kb) {
		complain(r, "there is no swap space, so MADV_PAGEOUT takes nothing away");
		return;
	}
	if (!may_be_shared && !(entry >> 56 & 1)) {
		complain(r, "MADV_PAGEOUT passes over a page that two processes map, reclaim would not");
		return;
	}
	if (madvise(at, page_bytes(), 21 /* MADV_PAGEOUT */))
		complain(r, "MADV_PAGEOUT: %s", strerror(errno));
	/* While write-back is under way the swap cache cannot be dropped, and the next fault may copy for that. */
	if (page_entry(at) >> 62 & 1)
		usleep(600000);
}

/* What reclaim would do, as far as MADV_PAGEOUT does the same. */
static void swap_out(const struct step *s, struct report *r)
{
	reclaim_page(s, r, 0);
}

static void page_out(const struct step *s, struct report *r)
{
	reclaim_page(s, r, 1);
}

static void clear_refs(const struct step *s, struct report *r)
{
	char path[64];
	int fd;

	if (ended[s->other] || !pids[s->other])
		return;
	if (!facts.soft_dirty) {
		complain(r, "this kernel does not track soft-dirty pages, so clear_refs write-protects nothing");
		return;
	}
	snprintf(path, sizeof(path), "/proc/%d/clear_refs", (int)pids[s->other]);
	fd = open(path, O_WRONLY);
	if (fd < 0 || write(fd, "4", 1) != 1)
		complain(r, "clear_refs: %s", strerror(errno));
	if (fd >= 0)
		close(fd);
}

static void look_at_soft_dirty(const struct step *s, struct report *r)
{
	if (!facts.soft_dirty)
		complain(r, "this kernel does not track soft-dirty pages");
	r->word = page_entry(place(s->variable, 0)) >> 55 & 1 ? "soft-dirty" : "clean";
}

static void drain_batch(const struct step *s, struct report *r)
{
	if (run_on(s->value))
		complain(r, "there is no such CPU");
	settle();
}`,
};
