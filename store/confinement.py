"""What a child that reads a document may take: memory, processor, files, and no network.

Applied by the child to itself, before it looks at a byte; none of it can be taken back.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may take beyond what it holds at its start; bytes and seconds."""

    memory: int = 640 * MIB
    cpu: float = 302.0  # above the wall clock's limit, which tells the reason better
    open_files: int = 256
    file_size: int = 1024 * MIB  # of any file it writes, such as LibreOffice's output


def confine(limits: Limits) -> None:
    """Limit this process for the rest of its life.

    Sets what the system knows: everything on Linux, less elsewhere.
    """
    sys.addaudithook(_refuse_sockets)
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_AS, _address_space() + limits.memory)
    # Soft below hard: the child ends by SIGXCPU, which tells why, and not by SIGKILL.
    _lower(resource.RLIMIT_CPU, int(_cpu_used() + limits.cpu) + 1, spare=5)
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    _lower(resource.RLIMIT_FSIZE, limits.file_size)
    _lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        _die_with_parent()
        forbid_network()


def _lower(kind: int, value: int, spare: int = 0) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    highest = value + spare
    if hard != resource.RLIM_INFINITY:
        value, highest = min(value, hard), min(highest, hard)
    # Some systems (macOS: address space) know a limit and do not let it be set.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, highest))


def _address_space() -> int:
    """Return the bytes of address space in use; 4 GiB where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 4096 * MIB
    return pages * os.sysconf("SC_PAGE_SIZE")


def _cpu_used() -> float:
    times = os.times()
    return times.user + times.system


def _refuse_sockets(event: str, _: tuple[object, ...]) -> None:
    """Refuse what Python code would do on a network; native code is stopped by the kernel."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"):
        raise PermissionError("a document's reader may not use the network")


_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
# Architecture → (its audit number, the number of its socket system call).
# Source: linux/audit.h, the kernel's system call tables.
_SOCKET_CALL = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_AF_INET, _AF_INET6 = 2, 10
_ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | 13, 0x80000000  # 13: EACCES


def _die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent dies, however it dies."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def forbid_network(answer: int = REFUSE) -> None:
    """Let the kernel refuse internet sockets to this process and its children (seccomp).

    Where it is not possible (another processor, a kernel without seccomp) the audit hook stands
    alone.

    Args:
        answer: what a process gets that asks for one: `REFUSE`, or `KILL`.
    """
    known = _SOCKET_CALL.get(platform.machine())
    if known is None:
        return
    audit, call = known
    load, equal, returns = 0x20, 0x15, 0x06  # BPF: load a word, jump if equal, return
    program = b"".join(
        struct.pack("HBBI", *step)
        for step in (
            (load, 0, 0, 4),  # the architecture
            (equal, 0, 5, audit),
            (load, 0, 0, 0),  # the system call
            (equal, 0, 3, call),
            (load, 0, 0, 16),  # its first argument: the address family
            (equal, 2, 0, _AF_INET),
            (equal, 1, 0, _AF_INET6),
            (returns, 0, 0, _ALLOW),
            (returns, 0, 0, answer),
        )
    )
    steps = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: a count, padding, a pointer.
    filter_ = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(steps))
    library = ctypes.CDLL(None)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        library.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(filter_), 0, 0)
