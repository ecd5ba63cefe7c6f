import type { Piece } from '#lib/reproduce/piece';
import { stage } from '#lib/reproduce/piece/stage';

/** Loads and stores through the page table. */
export const access: Piece = {
  name: 'access',
  needs: [stage],
  plays: ['load_page', 'store_page'],
  text: `static void load_page(const struct step *s, struct report *r)
{
	r->signal = touch(s->variable, s->part, NULL, r->data);
	if (r->signal == SIGBUS)
		complain(r, "SIGBUS: no huge page was free");
}

static void store_page(const struct step *s, struct report *r)
{
	const char *at = place(s->variable, s->part == 2);
	uint64_t value = s->value, frames = (1ULL << 55) - 1;
	uint64_t before = page_entry(at), after;

	r->signal = touch(s->variable, s->part, &value, NULL);
	if (r->signal == SIGBUS)
		complain(r, "SIGBUS: no huge page was free");
	after = page_entry(at);
	if (!(before >> 63))
		r->page = 'n';
	else if (before & after & frames) /* hidden from all but root */
		r->page = (before & frames) == (after & frames) ? 'k' : 'c';
}`,
};
