import type { Piece } from '#lib/reproduce/piece';
import { director } from '#lib/reproduce/piece/director';

/** fork, and the child that waits for its own steps. */
export const fork: Piece = {
  name: 'fork',
  needs: [director],
  plays: ['fork_process'],
  text: `static void fork_process(const struct step *s, struct report *r)
{
	int cpu = program.process[s->other].cpu;

	r->child = fork();
	if (r->child < 0)
		complain(r, "fork: %s", strerror(errno));
	if (r->child == 0) {
		alarm(LIMIT_SECONDS * 3);
		run_on(cpu < 0 ? 0 : cpu);
		serve(s->other);
	}
}`,
};
