"""PostgreSQL refuses to run as root. Started by root, the services run as an ordinary system account.

The clone may lie below a folder that only root may enter. No permission of any folder is changed for that: the service
keeps one single capability, CAP_DAC_READ_SEARCH (read and pass through folders), and gives up every other. Containers
often withhold that one; there CAP_DAC_OVERRIDE takes its place.
"""

import ctypes
import os
import pwd
import stat
from collections.abc import Callable
from pathlib import Path

from stack.say import Stop

PR_SET_KEEPCAPS, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 8, 28, 47, 2
NO_SETUID_FIXUP = 1 << 2  # without it, access(2) ignores the capability: initdb would not find its own programs
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
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
    for step in filter(Path.exists, folder.absolute().parents):
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
    closed = [folder for folder in folders if not can_enter(account, folder)]
    capability = _passing(closed[0]) if closed else None
    libc = ctypes.CDLL(None, use_errno=True)

    def become() -> None:
        if capability:
            libc.prctl(PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0)
            libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
        os.setgroups([])
        os.setresgid(account.pw_gid, account.pw_gid, account.pw_gid)
        os.setresuid(account.pw_uid, account.pw_uid, account.pw_uid)
        os.umask(0o077)
        if capability:
            _keep_only(libc, capability)

    return become


def _passing(folder: Path) -> int:
    """The capability that lets an ordinary account pass through closed folders, if we have one to give."""
    lines = Path("/proc/self/status").read_text().splitlines() if Path("/proc/self/status").exists() else []
    held = next((int(line.split()[1], 16) for line in lines if line.startswith("CapPrm")), 0)
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
        if held & (1 << capability):
            return capability
    raise Stop(
        f"数据库必须以普通账户运行，而普通账户无法进入 {folder}（上级目录只允许 root 进入）。"
        "请把代码放到普通账户可以进入的目录（例如 /srv），或改用普通用户运行；也可以用 DATABASE_URL、REDIS_URL 指定现成的服务。",
        "an unprivileged account cannot reach this folder: move the clone or run as an ordinary user",
    )


def _keep_only(libc: ctypes.CDLL, capability: int) -> None:
    bit = 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    if libc.capset(header, data):
        raise OSError(ctypes.get_errno(), "capset")
    if libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0):
        raise OSError(ctypes.get_errno(), "PR_CAP_AMBIENT")
