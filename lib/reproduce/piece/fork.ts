import type { Piece } from '#lib/reproduce/piece';
import { director } from '#lib/reproduce/piece/director';

/** fork, and the child that waits for its own steps. */
export const fork: Piece = {
  name: 'fork',
  needs: [director],
  plays: ['fork_process', 'fork_crowd'],
  text: `static void fork_process(const struct step *s, struct report *r)
{
	r->child = fork();
	if (r->child < 0)
		complain(r, "fork: %s", strerror(errno));
	if (r->child == 0) {
		memset(is_locked, 0, sizeof(is_locked));
		memset(uffd_modes, 0, sizeof(uffd_modes)); /* userfaultfd does not follow into children */
		own_uffd = -1;
		begin(s->other);
	}
}

/* Children that only map what they got, until all is over. */
static void fork_crowd(const struct step *s, struct report *r)
{
	for (int i = 0; i < s->value; i++) {
		pid_t pid = fork();
		char end;

		if (pid == 0) {
			alarm(LIMIT_SECONDS * 6);
			_exit(read(hold[0], &end, 1) < 0);
		}
		if (pid < 0) {
			complain(r, "fork of child %d: %s", i + 1, strerror(errno));
			return;
		}
	}
}`,
};
