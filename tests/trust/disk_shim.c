/* Stands between a program and its disk, for tests: records what is written, or lets writing fail.
 *
 * PAPERCHART_DISK      the folder that is looked at
 * PAPERCHART_DISK_LOG  the file that is written: one record per act
 * PAPERCHART_DISK_FULL the how-many-eth write fails with ENOSPC, and every one after it
 * PAPERCHART_DISK_HANG a folder in which no write ever comes to its end
 * PAPERCHART_DISK_EIO  the how-many-eth fsync fails with EIO, and every one after it
 *
 * A record is: act (1 byte), length of the path (4), path, offset (8), length of the data (4), data; little-endian.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *folder, *hangs;
static int log_fd = -1;
static long full_at = -1, eio_at = -1, writes, syncs;

__attribute__((constructor)) static void begin(void)
{
    const char *text;
    folder = getenv("PAPERCHART_DISK");
    hangs = getenv("PAPERCHART_DISK_HANG");
    if ((text = getenv("PAPERCHART_DISK_FULL"))) full_at = atol(text);
    if ((text = getenv("PAPERCHART_DISK_EIO"))) eio_at = atol(text);
    if ((text = getenv("PAPERCHART_DISK_LOG")))
        log_fd = (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int ours(const char *path)
{
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

/* The path behind a descriptor, when it lies in the folder. */
static int named(int fd, char *path, size_t size)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, size - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    while (hangs && strncmp(path, hangs, strlen(hangs)) == 0) pause();
    return ours(path);
}

static void put(char act, const char *path, uint64_t offset, const void *data, uint32_t length)
{
    if (log_fd < 0) return;
    uint32_t path_length = (uint32_t)strlen(path);
    size_t size = 1 + 4 + path_length + 8 + 4 + (size_t)length;
    char *record = malloc(size), *at = record;
    if (!record) abort();
    *at++ = act;
    memcpy(at, &path_length, 4); at += 4;
    memcpy(at, path, path_length); at += path_length;
    memcpy(at, &offset, 8); at += 8;
    memcpy(at, &length, 4); at += 4;
    if (length) memcpy(at, data, length);
    for (size_t done = 0; done < size;) {
        long wrote = syscall(SYS_write, log_fd, record + done, size - done);
        if (wrote < 0) abort();
        done += (size_t)wrote;
    }
    free(record);
}

static int fails(long at, long *count)
{
    (*count)++;
    return at >= 0 && *count >= at;
}

static ssize_t written(int fd, const void *data, size_t length, off_t offset, int placed)
{
    char path[4096];
    if (!named(fd, path, sizeof path))
        return placed ? syscall(SYS_pwrite64, fd, data, length, offset) : syscall(SYS_write, fd, data, length);
    pthread_mutex_lock(&turn);
    ssize_t result = -1;
    if (fails(full_at, &writes)) {
        errno = ENOSPC;
    } else {
        if (!placed) offset = lseek(fd, 0, SEEK_CUR);
        result = placed ? syscall(SYS_pwrite64, fd, data, length, offset) : syscall(SYS_write, fd, data, length);
        if (result > 0) put('W', path, (uint64_t)offset, data, (uint32_t)result);
    }
    int error = errno;
    pthread_mutex_unlock(&turn);
    errno = error;
    return result;
}

ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return written(fd, data, length, offset, 1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return written(fd, data, length, offset, 1); }

static int synced(int fd, long call)
{
    char path[4096];
    if (!named(fd, path, sizeof path)) return (int)syscall(call, fd);
    pthread_mutex_lock(&turn);
    int result = -1;
    if (fails(eio_at, &syncs)) {
        errno = EIO;
    } else {
        result = (int)syscall(call, fd);
        if (result == 0) put('S', path, 0, NULL, 0);
    }
    int error = errno;
    pthread_mutex_unlock(&turn);
    errno = error;
    return result;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int shortened(int fd, off_t length)
{
    char path[4096];
    int look = named(fd, path, sizeof path);
    if (look) pthread_mutex_lock(&turn);
    int result = (int)syscall(SYS_ftruncate, fd, length);
    if (look) {
        if (result == 0) put('T', path, (uint64_t)length, NULL, 0);
        int error = errno;
        pthread_mutex_unlock(&turn);
        errno = error;
    }
    return result;
}

int ftruncate(int fd, off_t length) { return shortened(fd, length); }
int ftruncate64(int fd, off64_t length) { return shortened(fd, length); }

static int opened(int at, const char *path, int flags, mode_t mode)
{
    int look = ours(path) && (flags & (O_CREAT | O_TRUNC));
    if (!look) return (int)syscall(SYS_openat, at, path, flags, mode);
    pthread_mutex_lock(&turn);
    struct stat before;
    int was = stat(path, &before) == 0;
    int fd = (int)syscall(SYS_openat, at, path, flags, mode);
    if (fd >= 0 && !was) put('C', path, 0, NULL, 0);
    if (fd >= 0 && was && (flags & O_TRUNC)) put('T', path, 0, NULL, 0);
    int error = errno;
    pthread_mutex_unlock(&turn);
    errno = error;
    return fd;
}

#define MODE(flags, mode) do { if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); \
    mode = va_arg(rest, mode_t); va_end(rest); } } while (0)

int open(const char *path, int flags, ...) { mode_t mode = 0; MODE(flags, mode); return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { mode_t mode = 0; MODE(flags, mode); return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int at, const char *path, int flags, ...) { mode_t mode = 0; MODE(flags, mode); return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { mode_t mode = 0; MODE(flags, mode); return opened(at, path, flags | O_LARGEFILE, mode); }

int rename(const char *from, const char *to)
{
    int look = ours(from);
    if (look) pthread_mutex_lock(&turn);
    int result = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (look) {
        if (result == 0) put('R', from, 0, to, (uint32_t)strlen(to));
        int error = errno;
        pthread_mutex_unlock(&turn);
        errno = error;
    }
    return result;
}

int unlink(const char *path)
{
    int look = ours(path);
    if (look) pthread_mutex_lock(&turn);
    int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (look) {
        if (result == 0) put('U', path, 0, NULL, 0);
        int error = errno;
        pthread_mutex_unlock(&turn);
        errno = error;
    }
    return result;
}
