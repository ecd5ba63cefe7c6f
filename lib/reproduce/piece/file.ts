import type { Piece } from '#lib/reproduce/piece';
import { access } from '#lib/reproduce/piece/access';
import { mapping } from '#lib/reproduce/piece/mapping';

/** Files: of shmem (memfd), or plain ones without a name under /tmp; and stores that ask no permission. */
export const file: Piece = {
  name: 'file',
  needs: [mapping, access],
  plays: [
    'open_shmem',
    'open_plain_file',
    'map_shared',
    'map_shared_ro',
    'map_shared_opened_ro',
    'map_private',
    'map_private_ro',
    'fill_file',
    'poke_page',
  ],
  text: `static int files[MAX_FILES];

static void put_in_file(int fd, uint64_t value, struct report *r)
{
	static char bytes[SMALL];

	memcpy(bytes, &value, sizeof(value));
	memcpy(bytes + SMALL / 2, &value, sizeof(value));
	if (pwrite(fd, bytes, SMALL, 0) != SMALL)
		complain(r, "write: %s", strerror(errno));
}

static void open_shmem(const struct step *s, struct report *r)
{
	if (files[s->file])
		close(files[s->file]);
	files[s->file] = (int)syscall(SYS_memfd_create, "scenario", 0);
	if (files[s->file] < 0 || ftruncate(files[s->file], SMALL))
		complain(r, "memfd_create: %s", strerror(errno));
}

static void open_plain_file(const struct step *s, struct report *r)
{
	if (files[s->file])
		close(files[s->file]);
	files[s->file] = open("/tmp", O_TMPFILE | O_RDWR, 0600);
	if (files[s->file] < 0)
		complain(r, "a file without a name under /tmp: %s", strerror(errno));
	else
		put_in_file(files[s->file], s->value, r);
}

static void map_file(const struct step *s, struct report *r, int fd, int flags, int allowed)
{
	char *at = place(s->variable, 0);

	if (mapped[s->variable])
		return;
	if (mmap(at, SMALL, allowed, flags | MAP_FIXED, fd, 0) == MAP_FAILED)
		complain(r, "mmap: %s", strerror(errno));
	else
		mapped[s->variable] = allowed;
}

static void map_shared(const struct step *s, struct report *r)
{
	uint64_t value = s->value;

	map_file(s, r, files[s->file], MAP_SHARED, PROT_READ | PROT_WRITE);
	if (s->part && touch(s->variable, 0, &value, NULL)) /* with a value */
		complain(r, "the first store met a signal");
}

static void map_shared_ro(const struct step *s, struct report *r)
{
	map_file(s, r, files[s->file], MAP_SHARED, PROT_READ);
}

static void map_shared_opened_ro(const struct step *s, struct report *r)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", files[s->file]);
	fd = open(path, O_RDONLY);
	if (fd < 0)
		complain(r, "open: %s", strerror(errno));
	else
		map_file(s, r, fd, MAP_SHARED, PROT_READ);
	close(fd);
}

static void map_private(const struct step *s, struct report *r)
{
	map_file(s, r, files[s->file], MAP_PRIVATE, PROT_READ | PROT_WRITE);
}

static void map_private_ro(const struct step *s, struct report *r)
{
	map_file(s, r, files[s->file], MAP_PRIVATE, PROT_READ);
}

static void fill_file(const struct step *s, struct report *r)
{
	put_in_file(files[s->file], s->value, r);
}

/* FOLL_FORCE: writes where the mapping may not be written. */
static void poke_page(const struct step *s, struct report *r)
{
	char bytes[SMALL / 2 + sizeof(uint64_t)] = {0};
	uint64_t value = s->value;
	int fd = open("/proc/self/mem", O_RDWR);

	memcpy(bytes, &value, sizeof(value));
	memcpy(bytes + SMALL / 2, &value, sizeof(value));
	if (fd < 0)
		complain(r, "/proc/self/mem: %s", strerror(errno));
	else if (pwrite(fd, bytes, sizeof(bytes), (uintptr_t)place(s->variable, 0)) != sizeof(bytes)) {
		if (errno != EIO && errno != EFAULT)
			complain(r, "/proc/self/mem: %s", strerror(errno));
		else if (uffd_is_limited && uffd_modes[s->variable])
			complain(r, "userfaultfd may only see faults of user mode here");
	}
	close(fd);
}`,
};
