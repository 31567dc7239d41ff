/* Preloaded into a child process: counts, fails and records what is written below one folder.

   Nothing happens before `shim_arm`. From then on every read, write (or copy within the system), sync, truncation,
   renaming, unlinking, opening and making of a name below the folder is counted when its kind is in the mask; the N-th
   fails as asked, once or from then on, or another program does something just before it (`shim_meanwhile`). What was
   done is told to a log when there is one, in the order in which it was done: a line `op inode a b length`, then the
   bytes. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, TRUNCATE = 4, RENAME = 8, UNLINK = 16, OPEN = 32, CREATE = 64, READ = 128 };
enum { NOTHING, FAIL_IO, FAIL_FULL, SHORT, KILL, TEAR, READ_ONLY, MEANWHILE };

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static char folder[4096], first_outside[4096], from_path[4096], to_path[4096];
static size_t folder_length;
static int armed, mask, how, sticky, fired, log_fd = -1;
static long nth, seen, outside, network, kinds[8]; /* kinds: how many of each, whatever the mask */
static unsigned char mine[65536];

static void tell(char op, long ino, long a, long b, const void *data, size_t length) {
    char line[128];
    if (log_fd < 0) return;
    int size = snprintf(line, sizeof line, "%c %ld %ld %ld %zu\n", op, ino, a, b, length);
    syscall(SYS_write, log_fd, line, size);
    while (length > 0) {
        long done = syscall(SYS_write, log_fd, data, length);
        if (done <= 0) _exit(97);
        data = (const char *)data + done;
        length -= done;
    }
}

void shim_arm(const char *where, int which, long number, int fault, int from_then_on, int log) {
    snprintf(folder, sizeof folder, "%s", where);
    folder_length = strlen(folder);
    memset(mine, 0, sizeof mine);
    memset(kinds, 0, sizeof kinds);
    mask = which, nth = number, how = fault, sticky = from_then_on, log_fd = log;
    seen = outside = network = fired = 0;
    armed = 1;
}

/* What another program does before the N-th operation: rename, exchange with what is there, or unlink (an empty `to`). */
void shim_meanwhile(const char *from, const char *to) {
    snprintf(from_path, sizeof from_path, "%s", from);
    snprintf(to_path, sizeof to_path, "%s", to);
}

static void meanwhile(void) {
    if (!*to_path) syscall(SYS_unlinkat, AT_FDCWD, from_path, 0);
    else if (syscall(SYS_renameat2, AT_FDCWD, from_path, AT_FDCWD, to_path, RENAME_EXCHANGE))
        syscall(SYS_renameat2, AT_FDCWD, from_path, AT_FDCWD, to_path, 0);
}

void shim_disarm(void) { armed = 0; }
long shim_seen(void) { return seen; }
long shim_kind(int bit) { return kinds[bit]; }
int shim_fired(void) { return fired; }
long shim_outside(void) { return outside; }
const char *shim_first_outside(void) { return first_outside; }
long shim_network(void) { return network; }

void shim_mark(const char *text) {
    pthread_mutex_lock(&guard);
    tell('A', 0, 0, 0, text, strlen(text));
    pthread_mutex_unlock(&guard);
}

static int below(const char *path) {
    return armed && !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

static int ours(int fd) { return armed && fd >= 0 && fd < (int)sizeof mine && mine[fd]; }

static long inode(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : (long)found.st_ino;
}

/* What becomes of this operation; called with the guard held. A kill does not return. */
static int fate(int kind) {
    kinds[__builtin_ctz(kind)]++;
    if (!(mask & kind)) return NOTHING;
    seen++;
    if (how == NOTHING || !(seen == nth || (sticky && fired))) return NOTHING;
    int first = !fired;
    fired = 1;
    if (first) tell('F', 0, kind, how, "", 0);
    if (how == MEANWHILE) meanwhile();
    if (how == MEANWHILE) return NOTHING;
    if (how == KILL || (how == TEAR && kind != WRITE)) kill(getpid(), SIGKILL);
    return how == SHORT && (!first || kind != WRITE) ? FAIL_FULL : how;
}

static int refused(int kind) {
    int found = fate(kind);
    if (found == NOTHING) return 0;
    errno = found == FAIL_IO ? EIO : found == READ_ONLY ? EROFS : ENOSPC;
    return 1;
}

/* The path that a call means by a path and an open folder; the path itself where that is not one of ours. */
static const char *absolute(int dir, const char *path, char *room, size_t size) {
    char link[64];
    if (*path == '/' || !ours(dir)) return path;
    snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, room, size - 1);
    if (length < 0) return path;
    snprintf(room + length, size - length, "/%s", path);
    return room;
}

static int open_at(int dir, const char *asked, int flags, mode_t mode) {
    char room[8192];
    const char *path = absolute(dir, asked, room, sizeof room);
    int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC));
    if (!below(path)) {
        int device = !strncmp(path, "/dev/", 5) && strncmp(path, "/dev/shm/", 9);
        int nameless = (flags & O_TMPFILE) == O_TMPFILE; /* a temporary file that goes with its process */
        int note = strstr(path, "/data/unfinished/") != NULL; /* the program's own, of what it writes elsewhere */
        if (armed && writes && !device && !nameless && !note && strncmp(path, "/proc/", 6))
            if (!outside++) snprintf(first_outside, sizeof first_outside, "%s", path);
        return syscall(SYS_openat, dir, path, flags, mode);
    }
    pthread_mutex_lock(&guard);
    int made = (flags & O_CREAT) && syscall(SYS_faccessat, dir, path, F_OK) != 0, fd = -1;
    if ((how == READ_ONLY && !writes) || !refused(made ? CREATE : OPEN)) {
        fd = syscall(SYS_openat, dir, path, flags, mode);
        if (fd >= 0 && fd < (int)sizeof mine) {
            struct stat found;
            mine[fd] = 1;
            if (!fstat(fd, &found) && S_ISDIR(found.st_mode)) tell('D', found.st_ino, 0, 0, path, strlen(path));
            else if (made) tell('C', found.st_ino, 0, 0, path, strlen(path));
            else if (flags & O_TRUNC) tell('T', found.st_ino, 0, 0, "", 0);
        }
    }
    int error = errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return fd;
}

#define MODE_OF(flags)                                                                                                 \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                             \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode = va_arg(rest, mode_t);                                                                                   \
        va_end(rest);                                                                                                  \
    }

int open(const char *path, int flags, ...) { MODE_OF(flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int dir, const char *path, int flags, ...) { MODE_OF(flags) return open_at(dir, path, flags, mode); }
int openat64(int dir, const char *path, int flags, ...) { MODE_OF(flags) return open_at(dir, path, flags, mode); }

int close(int fd) {
    if (fd >= 0 && fd < (int)sizeof mine) mine[fd] = 0;
    return syscall(SYS_close, fd);
}

static ssize_t put(int fd, const void *data, size_t length, off_t at) {
    return at < 0 ? syscall(SYS_write, fd, data, length) : syscall(SYS_pwrite64, fd, data, length, at);
}

static ssize_t write_at(int fd, const void *data, size_t length, off_t at) {
    if (!ours(fd)) return put(fd, data, length, at);
    pthread_mutex_lock(&guard);
    int found = fate(WRITE);
    ssize_t done = -1;
    errno = found == FAIL_IO ? EIO : found == READ_ONLY ? EROFS : ENOSPC;
    if (found == SHORT || found == TEAR) length = length > 1 ? length / 2 : length;
    if (found != FAIL_IO && found != FAIL_FULL && found != READ_ONLY) {
        off_t start = at < 0 ? lseek(fd, 0, SEEK_CUR) : at;
        done = put(fd, data, length, at);
        if (done > 0) tell('W', inode(fd), start, 0, data, done);
    }
    if (found == TEAR) kill(getpid(), SIGKILL);
    int error = errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

/* A short copy is a short write of what was read: what a copy does shows in the log as well. */
static ssize_t copy(int to, int from, off_t *at) {
    static __thread char data[65536];
    ssize_t length = at ? pread(from, data, sizeof data, *at) : read(from, data, sizeof data);
    if (length <= 0) return length;
    ssize_t done = write_at(to, data, length, -1);
    if (done > 0 && at) *at += done;
    if (done > 0 && !at && done < length) lseek(from, done - length, SEEK_CUR);
    return done;
}

ssize_t sendfile(int to, int from, off_t *at, size_t length) {
    return ours(to) ? copy(to, from, at) : syscall(SYS_sendfile, to, from, at, length);
}

ssize_t sendfile64(int to, int from, off64_t *at, size_t length) { return sendfile(to, from, at, length); }

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t length, unsigned flags) {
    if (ours(to)) {
        errno = EOPNOTSUPP; /* then it is copied otherwise */
        return -1;
    }
    return syscall(SYS_copy_file_range, from, at, to, there, length, flags);
}

static ssize_t get(int fd, void *data, size_t length, off_t at) {
    return at < 0 ? syscall(SYS_read, fd, data, length) : syscall(SYS_pread64, fd, data, length, at);
}

static ssize_t read_at(int fd, void *data, size_t length, off_t at) {
    if (!ours(fd)) return get(fd, data, length, at);
    pthread_mutex_lock(&guard);
    ssize_t done = -1;
    if (!refused(READ)) done = get(fd, data, length, at);
    int error = errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

ssize_t read(int fd, void *data, size_t length) { return read_at(fd, data, length, -1); }
ssize_t pread(int fd, void *data, size_t length, off_t at) { return read_at(fd, data, length, at); }
ssize_t pread64(int fd, void *data, size_t length, off64_t at) { return read_at(fd, data, length, at); }

ssize_t write(int fd, const void *data, size_t length) { return write_at(fd, data, length, -1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return write_at(fd, data, length, at); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return write_at(fd, data, length, at); }

/* The others either fail whole or are done whole and told. */
#define WHOLE(kind, call, telling)                                                                                     \
    pthread_mutex_lock(&guard);                                                                                        \
    int result = -1;                                                                                                   \
    if (!refused(kind)) {                                                                                              \
        result = call;                                                                                                 \
        if (!result) telling;                                                                                          \
    }                                                                                                                  \
    int error = errno;                                                                                                 \
    pthread_mutex_unlock(&guard);                                                                                      \
    errno = error;                                                                                                     \
    return result;

static int sync_it(int fd, long number) {
    if (!ours(fd)) return syscall(number, fd);
    WHOLE(SYNC, syscall(number, fd), tell('S', inode(fd), 0, 0, "", 0))
}

int fsync(int fd) { return sync_it(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_it(fd, SYS_fdatasync); }

static int cut(int fd, off_t size) {
    if (!ours(fd)) return syscall(SYS_ftruncate, fd, size);
    WHOLE(TRUNCATE, syscall(SYS_ftruncate, fd, size), tell('T', inode(fd), size, 0, "", 0))
}

int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int rename_at(int from_dir, const char *old, int to_dir, const char *new, unsigned flags) {
    char room[8192], more[8192], both[16400];
    const char *from = absolute(from_dir, old, room, sizeof room), *to = absolute(to_dir, new, more, sizeof more);
    if (!below(from) && !below(to)) return syscall(SYS_renameat2, from_dir, old, to_dir, new, flags);
    int length = snprintf(both, sizeof both, "%s\n%s", from, to);
    WHOLE(RENAME, syscall(SYS_renameat2, from_dir, old, to_dir, new, flags), tell('R', 0, 0, 0, both, length))
}

int rename(const char *from, const char *to) { return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_dir, const char *from, int to_dir, const char *to) {
    return rename_at(from_dir, from, to_dir, to, 0);
}
int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags) {
    return rename_at(from_dir, from, to_dir, to, flags);
}

int unlinkat(int dir, const char *asked, int flags) {
    char room[8192];
    const char *path = absolute(dir, asked, room, sizeof room);
    if (!below(path)) return syscall(SYS_unlinkat, dir, asked, flags);
    WHOLE(UNLINK, syscall(SYS_unlinkat, dir, asked, flags),
          if (!(flags & AT_REMOVEDIR)) tell('U', 0, 0, 0, path, strlen(path)))
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int dir, const char *asked, mode_t mode) {
    char room[8192];
    const char *path = absolute(dir, asked, room, sizeof room);
    if (!below(path)) return syscall(SYS_mkdirat, dir, asked, mode);
    WHOLE(CREATE, syscall(SYS_mkdirat, dir, asked, mode), (void)0)
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int linkat(int from_dir, const char *old, int to_dir, const char *new, int flags) {
    if (!below(old) && !below(new)) return syscall(SYS_linkat, from_dir, old, to_dir, new, flags);
    WHOLE(CREATE, syscall(SYS_linkat, from_dir, old, to_dir, new, flags), (void)0)
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

/* A drive that is read-only says so to those who ask, too. */
static int may(int dir, const char *path, int mode, int flags) {
    if (how == READ_ONLY && (mode & W_OK) && below(path) && !syscall(SYS_faccessat, dir, path, F_OK)) {
        errno = EROFS;
        return -1;
    }
    return flags ? syscall(SYS_faccessat2, dir, path, mode, flags) : syscall(SYS_faccessat, dir, path, mode);
}

int access(const char *path, int mode) { return may(AT_FDCWD, path, mode, 0); }
int faccessat(int dir, const char *path, int mode, int flags) { return may(dir, path, mode, flags); }

int connect(int fd, const struct sockaddr *address, socklen_t length) {
    if (armed) network++;
    return syscall(SYS_connect, fd, address, length);
}
