"""Turns what the system refuses into one sentence: where it happened, and what to do."""

from __future__ import annotations

import errno
import os

SENTENCES = {
    errno.EACCES: "this user may not open it: change its permissions, or name another",
    errno.EPERM: "this user may not change it: change its permissions, or name another",
    errno.EROFS: "it lies on a disk that can only be read: name another place",
    errno.ENOENT: "there is no such file or folder: see whether the name is right",
    errno.EISDIR: "is a folder: name a file",
    errno.ENOTDIR: "a part of this path is a file, no folder: name another",
    errno.EEXIST: "there is something else of this name already: name another",
    errno.ENAMETOOLONG: "the name is too long: name a shorter one",
    errno.EFBIG: "the file grows larger than is allowed here: raise the limit (ulimit -f)",
    errno.ENOSPC: "the disk is full: make room, then run this again",
    errno.EDQUOT: "this user's share of the disk is full: make room, then run this again",
    errno.EMFILE: "too many files are open: raise the limit (ulimit -n)",
}


def sentence(error: OSError) -> str:
    """Return what to tell a person about an error of the system."""
    name = error.filename2 or error.filename
    where = os.fsdecode(name) if isinstance(name, str | bytes) else ""
    what = SENTENCES.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__
    return f"{where}: {what}" if where else what
