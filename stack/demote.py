"""PostgreSQL refuses to run as root. Started by root, the services run as an ordinary system account.

The clone may lie below a folder that only root may enter. No permission of any folder is changed for that: the service
keeps one single capability, CAP_DAC_READ_SEARCH (read and pass through folders), and gives up every other.
"""

import ctypes
import os
import pwd
import stat
from collections.abc import Callable
from pathlib import Path

from stack.say import Stop

PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 8, 47, 2
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION_3 = 0x20080522
ACCOUNTS = ("postgres", "nobody", "daemon")


def account_for(folder: Path) -> pwd.struct_passwd | None:
    """Who the services run as; None means: as whoever started us (not root)."""
    if os.geteuid() != 0:
        return None
    owner = _owner(folder)
    if owner != 0:
        return _by_uid(owner)
    for name in ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Stop("以 root 启动时需要一个普通系统账户（如 nobody）来运行数据库；请改用普通用户运行。")


def _owner(folder: Path) -> int:
    while not folder.exists():
        folder = folder.parent
    return folder.stat().st_uid


def _by_uid(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise Stop(f"数据目录属于用户 {uid}，而本机没有这个账户；请改用该目录的所有者运行。") from None


def can_enter(account: pwd.struct_passwd, folder: Path) -> bool:
    """May this account walk down to the folder by ordinary permissions?"""
    for step in folder.absolute().parents:
        state = step.stat()
        if state.st_uid == account.pw_uid:
            needed = stat.S_IXUSR
        elif state.st_gid == account.pw_gid:
            needed = stat.S_IXGRP
        else:
            needed = stat.S_IXOTH
        if not state.st_mode & needed:
            return False
    return True


def hand_over(account: pwd.struct_passwd | None, *paths: Path) -> None:
    """Folders and files of ours (inside .data/) that the service has to own."""
    if account is not None:
        for path in paths:
            os.chown(path, account.pw_uid, account.pw_gid)


def becoming(account: pwd.struct_passwd | None, *folders: Path) -> Callable[[], None] | None:
    """A preexec function that turns the child into this account, able to reach these folders."""
    if account is None:
        return None
    needs_capability = not all(can_enter(account, folder) for folder in folders)
    libc = ctypes.CDLL(None, use_errno=True)

    def become() -> None:
        if needs_capability and libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "PR_SET_KEEPCAPS")
        os.setgroups([])
        os.setresgid(account.pw_gid, account.pw_gid, account.pw_gid)
        os.setresuid(account.pw_uid, account.pw_uid, account.pw_uid)
        os.umask(0o077)
        if needs_capability:
            _keep_only(libc, CAP_DAC_READ_SEARCH)

    return become


def _keep_only(libc: ctypes.CDLL, capability: int) -> None:
    bit = 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    if libc.capset(header, data):
        raise OSError(ctypes.get_errno(), "capset")
    if libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0):
        raise OSError(ctypes.get_errno(), "PR_CAP_AMBIENT")
