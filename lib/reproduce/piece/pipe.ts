import type { Piece } from '#lib/reproduce/piece';
import { director } from '#lib/reproduce/piece/director';

/**
 * A plain reference for reading (FOLL_GET): vmsplice puts the page into a pipe. A pipe that is read is empty, and the
 * reference with it: what looks takes tee's copy of the pipe, so that the reference stays until it is released.
 */
export const pipe: Piece = {
  name: 'pipe',
  needs: [director],
  plays: ['open_pipe', 'splice_page', 'refer_in_passing', 'look_in_pipe', 'empty_pipe'],
  text: `static int pipes[MAX_HANDLES][2], look[2];
static int pipe_is_open[MAX_HANDLES];

static void open_pipe(const struct step *s, struct report *r)
{
	if (pipe_is_open[s->handle])
		return;
	if ((!look[1] && pipe2(look, O_NONBLOCK)) || pipe2(pipes[s->handle], O_NONBLOCK))
		complain(r, "pipe: %s", strerror(errno));
	else
		pipe_is_open[s->handle] = 1;
}

static void splice_page(const struct step *s, struct report *r)
{
	struct iovec page = {place(s->variable, 0), SMALL};
	uint64_t before = frame_at(page.iov_base);

	/* EFAULT: nothing is mapped there, and the handle holds nothing. */
	if (vmsplice(pipes[s->handle][1], &page, 1, 0) == SMALL)
		compare_frames(page.iov_base, before, r);
	else if (errno != EFAULT)
		complain(r, "vmsplice: %s", strerror(errno));
	else if (uffd_is_limited && uffd_modes[s->variable] && mapped[s->variable])
		complain(r, "userfaultfd may only see faults of user mode here");
}

/* As a passing reference of the kernel's own, wherever GUP for reading takes a page as it is. */
static void refer_in_passing(const struct step *s, struct report *r)
{
	int major = 0, minor = 0;

	sscanf(facts.uname.release, "%d.%d", &major, &minor);
	if (major < 5 || (major == 5 && minor < 9))
		complain(r, "before 5.9 a reference from a pipe may break COW, a passing one does not");
	else if (mapped[s->variable] && page_entry(place(s->variable, 0)) >> 63)
		splice_page(s, r);
}

static ssize_t drain_pipe(int from, uint64_t *data)
{
	static char bytes[SMALL];
	ssize_t got = 0, more;

	while (got < SMALL && (more = read(from, bytes + got, SMALL - got)) > 0)
		got += more;
	if (data) {
		memcpy(&data[0], bytes, sizeof(*data));
		memcpy(&data[1], bytes + SMALL / 2, sizeof(*data));
	}
	return got;
}

static void look_in_pipe(const struct step *s, struct report *r)
{
	ssize_t got = tee(pipes[s->handle][0], look[1], SMALL, SPLICE_F_NONBLOCK);

	if (got == SMALL)
		drain_pipe(look[0], r->data);
	else if (got < 0 && errno == EAGAIN)
		r->missing = 1;
	else
		complain(r, "tee: %s", got < 0 ? strerror(errno) : "less than a page");
}

static void empty_pipe(const struct step *s, struct report *r)
{
	(void)r;
	drain_pipe(pipes[s->handle][0], NULL);
}`,
};
