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
	const char *at = place(s->variable, 0);
	uint64_t value = s->value, before = frame_at(at);

	r->signal = touch(s->variable, s->part, &value, NULL);
	if (r->signal == SIGBUS)
		complain(r, "SIGBUS: no huge page was free");
	compare_frames(at, before, r);
}`,
};
