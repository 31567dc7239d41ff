/* Preloaded into a child process: counts, fails and records what is written below one folder.

   Nothing happens before `shim_arm`. From then on every write, sync, truncation, renaming, unlinking and opening below
   the folder is counted when its kind is in the mask; the N-th fails as asked, once or from then on. What was done is
   told to a log when there is one, in the order in which it was done: a line `op inode a b length`, then the bytes. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, TRUNCATE = 4, RENAME = 8, UNLINK = 16, OPEN = 32, CREATE = 64 };
enum { NOTHING, FAIL_IO, FAIL_FULL, SHORT, KILL, TEAR };

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static char folder[4096], first_outside[4096];
static size_t folder_length;
static int armed, mask, how, sticky, fired, log_fd = -1;
static long nth, seen, outside, network;
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

void shim_arm(const char *where, int kinds, long number, int fault, int from_then_on, int log) {
    snprintf(folder, sizeof folder, "%s", where);
    folder_length = strlen(folder);
    memset(mine, 0, sizeof mine);
    mask = kinds, nth = number, how = fault, sticky = from_then_on, log_fd = log;
    seen = outside = network = fired = 0;
    armed = 1;
}

void shim_disarm(void) { armed = 0; }
long shim_seen(void) { return seen; }
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
    if (!(mask & kind)) return NOTHING;
    seen++;
    if (how == NOTHING || !(seen == nth || (sticky && fired))) return NOTHING;
    int first = !fired;
    fired = 1;
    if (first) tell('F', 0, kind, how, "", 0);
    if (how == KILL || (how == TEAR && kind != WRITE)) kill(getpid(), SIGKILL);
    return how == SHORT && (!first || kind != WRITE) ? FAIL_FULL : how;
}

static int refused(int kind) {
    int found = fate(kind);
    if (found == NOTHING) return 0;
    errno = found == FAIL_IO ? EIO : ENOSPC;
    return 1;
}

static int open_at(int dir, const char *path, int flags, mode_t mode) {
    int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC));
    if (!below(path)) {
        int device = !strncmp(path, "/dev/", 5) && strncmp(path, "/dev/shm/", 9);
        int nameless = (flags & O_TMPFILE) == O_TMPFILE; /* a temporary file that goes with its process */
        if (armed && writes && !device && !nameless && strncmp(path, "/proc/", 6))
            if (!outside++) snprintf(first_outside, sizeof first_outside, "%s", path);
        return syscall(SYS_openat, dir, path, flags, mode);
    }
    pthread_mutex_lock(&guard);
    int made = (flags & O_CREAT) && faccessat(dir, path, F_OK, 0) != 0, fd = -1;
    if (!refused(made ? CREATE : OPEN)) {
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
    errno = found == FAIL_IO ? EIO : ENOSPC;
    if (found == SHORT || found == TEAR) length = length > 1 ? length / 2 : length;
    if (found != FAIL_IO && found != FAIL_FULL) {
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

int rename(const char *from, const char *to) {
    if (!below(from) && !below(to)) return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    char both[8192];
    int length = snprintf(both, sizeof both, "%s\n%s", from, to);
    WHOLE(RENAME, syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0), tell('R', 0, 0, 0, both, length))
}

int unlink(const char *path) {
    if (!below(path)) return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    WHOLE(UNLINK, syscall(SYS_unlinkat, AT_FDCWD, path, 0), tell('U', 0, 0, 0, path, strlen(path)))
}

int mkdir(const char *path, mode_t mode) {
    if (!below(path)) return syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    WHOLE(CREATE, syscall(SYS_mkdirat, AT_FDCWD, path, mode), (void)0)
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
    if (armed) network++;
    return syscall(SYS_connect, fd, address, length);
}
