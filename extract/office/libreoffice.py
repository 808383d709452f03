"""LibreOffice, headless, as a converter: own profile, no macros, no links, limited time."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from extract.errors import DamagedFileError, LimitError, MissingToolError

PROGRAMS = ("soffice", "libreoffice")
RESTART = 81  # its exit code after it has made a new profile: run it again
MAX_SECONDS = 180.0
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
# Source: LibreOffice's org.openoffice.Office.Common schema, node Security/Scripting.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def find_program() -> Path | None:
    """Return LibreOffice's own binary, which can be stopped; None when it is not installed."""
    for name in PROGRAMS:
        found = shutil.which(name)
        if found:
            starter = Path(found).resolve()
            binary = starter.with_name("soffice.bin")
            return binary if binary.is_file() else starter
    return None


def convert(data: bytes, name: str, suffix: str, target: str, timeout: float) -> bytes:
    """Return the file in another format.

    Args:
        data: the whole file.
        name: the file's name, for messages only.
        suffix: what its format is usually called by, such as `doc`.
        target: the format wanted, such as `docx`.
        timeout: seconds the reading of the file may take in all.

    Raises:
        MissingToolError: when LibreOffice is not installed.
        LimitError: when it takes too long.
        DamagedFileError: when it cannot open the file.
    """
    program = find_program()
    if program is None:
        raise MissingToolError(
            f"Cần LibreOffice để đọc tệp .{suffix}, nhưng máy chưa cài.",
            f"Reading .{suffix} files needs LibreOffice, which is not installed.",
            remedy="Hãy cài: sudo apt-get install libreoffice-writer-nogui "
            "libreoffice-calc-nogui; hoặc lưu tệp lại thành DOCX/XLSX.",
            remedy_en="Install it: sudo apt-get install libreoffice-writer-nogui "
            "libreoffice-calc-nogui; or save the file as DOCX/XLSX.",
            file=name,
        )
    with tempfile.TemporaryDirectory(prefix="trichluc-") as folder:
        source = Path(folder, f"source.{suffix}")
        source.write_bytes(data)
        profile = Path(folder, "profile", "user")
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [
            str(program),
            f"-env:UserInstallation={profile.parent.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            target,
            "--outdir",
            str(Path(folder, "out")),
            str(source),
        ]
        _run(command, folder, name, min(timeout * 0.7, MAX_SECONDS))
        result = Path(folder, "out", f"source.{target}")
        if not result.is_file():
            raise DamagedFileError(
                f"LibreOffice không mở được tệp .{suffix} này.",
                f"LibreOffice cannot open this .{suffix} file.",
                remedy="Hãy mở bằng Word hoặc Excel rồi lưu lại thành DOCX/XLSX.",
                remedy_en="Open it in Word or Excel and save it as DOCX/XLSX.",
                file=name,
            )
        return result.read_bytes()


def _run(command: list[str], folder: str, name: str, seconds: float) -> None:
    """Run the converter, a second time when it only made its profile."""
    environment = {**os.environ, "HOME": folder, "TMPDIR": folder, "SAL_USE_VCLPLUGIN": "svp"}
    for _ in range(2):
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise LimitError(
                f"LibreOffice chuyển tệp quá {seconds:.0f} giây.",
                f"LibreOffice took more than {seconds:.0f} seconds to convert the file.",
                remedy="Hãy lưu tệp lại thành DOCX/XLSX, hoặc tăng --timeout.",
                remedy_en="Save the file as DOCX/XLSX, or raise --timeout.",
                file=name,
            ) from error
        finally:
            _stop(process)
        if code != RESTART:
            return


def _die_with_parent() -> None:
    """Ask the kernel to end the converter when its reader is killed, which cannot end it then.

    Called between fork and exec, so it only calls what was loaded before.
    """
    if _PRCTL is not None:
        _PRCTL(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the converter and what it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):  # it and its children are gone
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
