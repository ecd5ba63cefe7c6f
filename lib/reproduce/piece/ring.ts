import type { Piece } from '#lib/reproduce/piece';
import { director } from '#lib/reproduce/piece/director';

/**
 * A pin for writing (FOLL_PIN | FOLL_WRITE | FOLL_LONGTERM): a page registered as a fixed buffer of an io_uring. The
 * director owns the rings, so that a pin outlives the process that took it, and moves bytes through them as a device would.
 */
export const ring: Piece = {
  name: 'ring',
  needs: [director],
  plays: ['open_ring', 'pin_page', 'look_through_pin', 'store_through_pin', 'unpin_page'],
  text: `#include <linux/io_uring.h>

static struct ring {
	int fd, variable, is_open;
	unsigned *sq_tail, *sq_mask, *sq_array, *cq_head, *cq_tail, *cq_mask;
	struct io_uring_sqe *sqes;
	struct io_uring_cqe *cqes;
} rings[MAX_HANDLES];

static void open_ring(const struct step *s, struct report *r)
{
	struct io_uring_params params = {0};
	struct ring *ring = &rings[s->handle];
	size_t bytes;
	char *sq, *cq;

	ring->variable = s->variable;
	if (ring->is_open)
		return;
	ring->fd = (int)syscall(SYS_io_uring_setup, 2, &params);
	if (ring->fd < 0) {
		complain(r, "io_uring_setup: %s (io_uring_disabled is %d)", strerror(errno), facts.io_uring_disabled);
		return;
	}
	bytes = params.sq_off.array + params.sq_entries * sizeof(unsigned);
	sq = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, ring->fd, IORING_OFF_SQ_RING);
	bytes = params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe);
	cq = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, ring->fd, IORING_OFF_CQ_RING);
	bytes = params.sq_entries * sizeof(struct io_uring_sqe);
	ring->sqes = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, ring->fd, IORING_OFF_SQES);
	if (sq == MAP_FAILED || cq == MAP_FAILED || ring->sqes == MAP_FAILED) {
		complain(r, "mmap of an io_uring: %s", strerror(errno));
		return;
	}
	ring->sq_tail = (unsigned *)(sq + params.sq_off.tail);
	ring->sq_mask = (unsigned *)(sq + params.sq_off.ring_mask);
	ring->sq_array = (unsigned *)(sq + params.sq_off.array);
	ring->cq_head = (unsigned *)(cq + params.cq_off.head);
	ring->cq_tail = (unsigned *)(cq + params.cq_off.tail);
	ring->cq_mask = (unsigned *)(cq + params.cq_off.ring_mask);
	ring->cqes = (struct io_uring_cqe *)(cq + params.cq_off.cqes);
	ring->is_open = 1;
}

static void pin_page(const struct step *s, struct report *r)
{
	struct iovec page = {place(s->variable, 0), SMALL};
	uint64_t before = frame_at(page.iov_base);

	/* EFAULT: it may not be written there, and the handle holds nothing. */
	if (!syscall(SYS_io_uring_register, rings[s->handle].fd, IORING_REGISTER_BUFFERS, &page, 1)) {
		shared->holds[s->handle] = 1;
		compare_frames(page.iov_base, before, r);
	} else if (errno == EFAULT && uffd_is_limited && uffd_modes[s->variable] && mapped[s->variable] & PROT_WRITE)
		complain(r, "userfaultfd may only see faults of user mode here");
	else if (errno != EFAULT)
		complain(r, "IORING_REGISTER_BUFFERS: %s (RLIMIT_MEMLOCK is %ld KiB)", strerror(errno), facts.memlock_kb);
}

/* Moves one word between the pinned page and a file, by the page that was registered: no page table is asked. */
static int transfer(struct ring *ring, int opcode, int fd, int half)
{
	unsigned tail = *ring->sq_tail, head = *ring->cq_head, index = tail & *ring->sq_mask;
	struct io_uring_sqe *sqe = &ring->sqes[index];
	int result;

	memset(sqe, 0, sizeof(*sqe));
	sqe->opcode = opcode;
	sqe->fd = fd;
	sqe->off = -1; /* a pipe has no position */
	sqe->addr = (uintptr_t)place(ring->variable, half);
	sqe->len = sizeof(uint64_t);
	sqe->buf_index = 0;
	ring->sq_array[index] = index;
	__atomic_store_n(ring->sq_tail, tail + 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring->fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) < 0)
		return -errno;
	if (__atomic_load_n(ring->cq_tail, __ATOMIC_ACQUIRE) == head)
		return -EAGAIN;
	result = ring->cqes[head & *ring->cq_mask].res;
	__atomic_store_n(ring->cq_head, head + 1, __ATOMIC_RELEASE);
	return result == sizeof(uint64_t) ? 0 : result < 0 ? result : -EIO;
}

static void use_pin(const struct step *s, struct report *r, int is_store)
{
	struct ring *ring = &rings[s->handle];
	uint64_t value = s->value;
	int ends[2], failed = 0;

	r->missing = !shared->holds[s->handle];
	if (r->missing)
		return;
	if (pipe(ends)) {
		complain(r, "pipe: %s", strerror(errno));
		return;
	}
	for (int half = 0; half < 2 && !failed; half++) {
		if (s->part > 0 && s->part - 1 != half)
			continue;
		if (is_store && write(ends[1], &value, sizeof(value)) != sizeof(value))
			failed = -EIO;
		if (!failed)
			failed = transfer(ring, is_store ? IORING_OP_READ_FIXED : IORING_OP_WRITE_FIXED, ends[!is_store], half);
		if (!failed && !is_store && read(ends[0], &r->data[half], sizeof(uint64_t)) != sizeof(uint64_t))
			failed = -EIO;
	}
	if (failed)
		complain(r, "a transfer through a fixed buffer: %s", strerror(-failed));
	close(ends[0]);
	close(ends[1]);
}

static void look_through_pin(const struct step *s, struct report *r)
{
	use_pin(s, r, 0);
}

static void store_through_pin(const struct step *s, struct report *r)
{
	use_pin(s, r, 1);
}

static void unpin_page(const struct step *s, struct report *r)
{
	if (!shared->holds[s->handle])
		return;
	shared->holds[s->handle] = 0;
	if (syscall(SYS_io_uring_register, rings[s->handle].fd, IORING_UNREGISTER_BUFFERS, NULL, 0))
		complain(r, "IORING_UNREGISTER_BUFFERS: %s", strerror(errno));
}`,
};
