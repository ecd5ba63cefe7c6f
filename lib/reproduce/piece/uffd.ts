import type { Piece } from '#lib/reproduce/piece';
import { director } from '#lib/reproduce/piece/director';

/**
 * userfaultfd. The process registers its own memory and hands the descriptor to the director, which is every monitor: it
 * hears who sleeps, fills, protects and wakes. A message is kept from when it comes until a step reads it or its sleeper is
 * woken.
 */
export const uffd: Piece = {
  name: 'uffd',
  needs: [director],
  plays: [
    'open_uffd',
    'register_missing',
    'register_wp',
    'register_minor',
    'unregister',
    'read_message',
    'wake_up',
    'fill_copy',
    'fill_zero',
    'fill_continue',
    'protect_by_uffd',
    'unprotect_by_uffd',
  ],
  text: `#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY 1
#endif
#ifndef UFFDIO_CONTINUE
#define _UFFDIO_CONTINUE 7
struct uffdio_continue {
	struct uffdio_range range;
	__u64 mode;
	__s64 mapped;
};
#define UFFDIO_CONTINUE _IOWR(UFFDIO, _UFFDIO_CONTINUE, struct uffdio_continue)
#endif

enum { WANTS_MISSING = 1, WANTS_WP = 2, WANTS_MINOR = 4 };

static int pass[2]; /* carries a descriptor from a process to the director */
static struct {
	int actor, variable;
	const char *word; /* NULL once it was read */
} messages[MAX_ACTORS];

static const char *say_errno(struct report *r, const char *what)
{
	switch (errno) {
	case EEXIST: return "EEXIST";
	case EFAULT: return "EFAULT";
	case EINVAL: return "EINVAL";
	case ENOENT: return "ENOENT";
	case EPERM: return "EPERM";
	case ESRCH: return "ESRCH";
	}
	complain(r, "%s: %s", what, strerror(errno));
	return "fault";
}

static void hear_messages(int process)
{
	struct uffd_msg message;

	while (read(uffds[process], &message, sizeof(message)) == sizeof(message)) {
		uint64_t flags = message.arg.pagefault.flags;
		int is_write = flags & UFFD_PAGEFAULT_FLAG_WRITE, actor = -1;

		for (int i = 0; i < program.actors; i++)
			if (shared->tid[i] == (pid_t)message.arg.pagefault.feat.ptid)
				actor = i;
		if (actor < 0 || message.event != UFFD_EVENT_PAGEFAULT)
			continue;
		asleep[actor] = 1;
		messages[actor].actor = actor;
		messages[actor].variable = ((char *)(uintptr_t)message.arg.pagefault.address - stage) / HUGE / 2;
		if (flags & 2) /* UFFD_PAGEFAULT_FLAG_WP */
			messages[actor].word = "wp";
		else if (flags & 4) /* UFFD_PAGEFAULT_FLAG_MINOR */
			messages[actor].word = is_write ? "minor-write" : "minor";
		else
			messages[actor].word = is_write ? "missing-write" : "missing";
	}
}

/* The director takes a descriptor that a process has sent, if there is one. */
static void take_uffd(int process)
{
	char byte, control[CMSG_SPACE(sizeof(int))];
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control)};

	if (uffds[process] || recvmsg(pass[1], &message, MSG_DONTWAIT) != 1 || !CMSG_FIRSTHDR(&message))
		return;
	memcpy(&uffds[process], CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(int));
}

/* Before any process is there. */
static void open_uffd(const struct step *s, struct report *r)
{
	(void)s;
	hear = hear_messages;
	take_descriptor = take_uffd;
	memset(messages, 0, sizeof(messages));
	if (!pass[0] && socketpair(AF_UNIX, SOCK_DGRAM, 0, pass))
		complain(r, "socketpair: %s", strerror(errno));
}

static int make_uffd(uint64_t features)
{
	struct uffdio_api api = {.api = UFFD_API, .features = features};
	int fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);

	uffd_is_limited = 0;
	if (fd < 0 && errno == EPERM) {
		fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY);
		uffd_is_limited = 1;
	}
	if (fd >= 0 && ioctl(fd, UFFDIO_API, &api)) {
		close(fd);
		return -1;
	}
	return fd;
}

static void send_uffd(struct report *r)
{
	char byte = 0, control[CMSG_SPACE(sizeof(int))] = {0};
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control)};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &own_uffd, sizeof(int));
	if (sendmsg(pass[0], &message, 0) != 1)
		complain(r, "sendmsg: %s", strerror(errno));
}

/* Features of all kernels that may be asked for: who faulted, that a fault is one of wp, and minor faults of shmem. */
static int open_own_uffd(struct report *r)
{
	uint64_t wanted = UFFD_FEATURE_THREAD_ID | 1 << 0 /* PAGEFAULT_FLAG_WP */ | 1 << 10 /* MINOR_SHMEM */ |
			  1 << 12 /* WP_HUGETLBFS_SHMEM */;
	struct uffdio_api api = {.api = UFFD_API};
	int fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 && errno == EPERM)
		fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY);
	if (fd < 0 || ioctl(fd, UFFDIO_API, &api)) {
		complain(r, "userfaultfd: %s (unprivileged_userfaultfd is %d)", strerror(errno), facts.unprivileged_userfaultfd);
		return -1;
	}
	close(fd);
	own_uffd = make_uffd(wanted & api.features);
	if (own_uffd < 0)
		complain(r, "UFFDIO_API: %s", strerror(errno));
	else
		send_uffd(r);
	return own_uffd;
}

static void register_mode(const struct step *s, struct report *r, int mode)
{
	char *at = place(s->variable, 0);
	struct uffdio_register wish = {.range = {(uintptr_t)at, page_bytes()}, .mode = uffd_modes[s->variable] | mode};

	if (own_uffd < 0 && open_own_uffd(r) < 0)
		return;
	/* Where nothing is mapped our guard must not stand in. */
	if (!mapped[s->variable])
		munmap(at, page_bytes());
	if (ioctl(own_uffd, UFFDIO_REGISTER, &wish)) {
		r->word = say_errno(r, "UFFDIO_REGISTER");
	} else {
		r->word = "ok";
		uffd_modes[s->variable] |= mode;
	}
	if (!mapped[s->variable])
		guard(at, page_bytes(), MAP_FIXED);
}

static void register_missing(const struct step *s, struct report *r)
{
	register_mode(s, r, WANTS_MISSING);
}

static void register_wp(const struct step *s, struct report *r)
{
	register_mode(s, r, WANTS_WP);
}

static void register_minor(const struct step *s, struct report *r)
{
	register_mode(s, r, WANTS_MINOR);
}

/* All who sleep over the place have been woken: they go on, and messages that nobody read are gone. */
static void note_woken(int variable)
{
	for (int i = 0; i < program.actors; i++)
		if (asleep[i] && messages[i].variable == variable) {
			asleep[i] = 0;
			woken[i] = 1;
			messages[i].word = NULL;
		}
}

static struct uffdio_range range_of(const struct step *s)
{
	return (struct uffdio_range){(uintptr_t)place(s->variable, 0), page_bytes()};
}

/* What a step of a monitor needs: the descriptor of the process whose place it is. */
static int uffd_of(const struct step *s, struct report *r)
{
	if (!uffds[s->other])
		complain(r, "%s has registered nothing", program.process[s->other].name);
	return uffds[s->other];
}

static void finish_ioctl(const struct step *s, struct report *r, int failed, const char *what, int wakes)
{
	r->word = failed ? say_errno(r, what) : "ok";
	if (!failed && wakes)
		note_woken(s->variable);
}

static void unregister(const struct step *s, struct report *r)
{
	struct uffdio_range range = range_of(s);
	int fd = uffd_of(s, r);

	if (fd)
		finish_ioctl(s, r, ioctl(fd, UFFDIO_UNREGISTER, &range), "UFFDIO_UNREGISTER", 1);
}

static void read_message(const struct step *s, struct report *r)
{
	if (!uffd_of(s, r))
		return;
	hear_messages(s->other);
	for (int i = 0; i < program.actors; i++)
		if (asleep[i] && messages[i].word && messages[i].variable == s->variable && program.actor[i].process == s->other) {
			r->word = messages[i].word;
			messages[i].word = NULL;
			return;
		}
	complain(r, "there is no message of a fault there");
}

static void wake_up(const struct step *s, struct report *r)
{
	struct uffdio_range range = range_of(s);
	int fd = uffd_of(s, r);

	if (fd)
		finish_ioctl(s, r, ioctl(fd, UFFDIO_WAKE, &range), "UFFDIO_WAKE", 1);
}

static void fill_copy(const struct step *s, struct report *r)
{
	static char source[SMALL] __attribute__((aligned(SMALL)));
	struct uffdio_copy copy = {.dst = (uintptr_t)place(s->variable, 0), .src = (uintptr_t)source, .len = SMALL};
	uint64_t value = s->value;
	int fd = uffd_of(s, r);

	memcpy(source, &value, sizeof(value));
	memcpy(source + SMALL / 2, &value, sizeof(value));
	if (fd)
		finish_ioctl(s, r, ioctl(fd, UFFDIO_COPY, &copy), "UFFDIO_COPY", 1);
}

static void fill_zero(const struct step *s, struct report *r)
{
	struct uffdio_zeropage zero = {.range = range_of(s)};
	int fd = uffd_of(s, r);

	if (fd)
		finish_ioctl(s, r, ioctl(fd, UFFDIO_ZEROPAGE, &zero), "UFFDIO_ZEROPAGE", 1);
}

static void fill_continue(const struct step *s, struct report *r)
{
	struct uffdio_continue wish = {.range = range_of(s)};
	int fd = uffd_of(s, r);

	if (fd)
		finish_ioctl(s, r, ioctl(fd, UFFDIO_CONTINUE, &wish), "UFFDIO_CONTINUE", 1);
}

static void set_protection(const struct step *s, struct report *r, int protects)
{
	struct uffdio_writeprotect wish = {.range = range_of(s), .mode = protects ? UFFDIO_WRITEPROTECT_MODE_WP : 0};
	int fd = uffd_of(s, r);

	if (fd)
		finish_ioctl(s, r, ioctl(fd, UFFDIO_WRITEPROTECT, &wish), "UFFDIO_WRITEPROTECT", !protects);
}

static void protect_by_uffd(const struct step *s, struct report *r)
{
	set_protection(s, r, 1);
}

static void unprotect_by_uffd(const struct step *s, struct report *r)
{
	set_protection(s, r, 0);
}`,
};
