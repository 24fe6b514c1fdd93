"""Time and memory of a command with everything it starts."""
from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05
PAGE = os.sysconf("SC_PAGE_SIZE")
FIELD_SESSION, FIELD_RSS = 3, 21  # of /proc/PID/stat, counted after the name


@dataclass(frozen=True)
class Measured:
    """Seconds by the wall clock, seconds of work on all cores, highest sum of the memory of all its processes.

    On a machine with other work to do only the seconds of work say something.
    """

    seconds: float
    work: float
    megabytes: float
    problem: str = ""


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Measured:
    """Run `command` in `folder`; `problem` is the end of its output if it fails."""
    log = folder / "ausgabe.log"
    with log.open("w") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
        peak = Peak(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        code = process.returncode = os.waitstatus_to_exitcode(status)
    return Measured(seconds, used.ru_utime + used.ru_stime, peak.stop() / 1e6, log.read_text(errors="replace")[-600:] if code else "")


class Peak:
    """Watches the memory of a session of processes until stopped."""

    def __init__(self, session: int) -> None:
        self.session, self.highest, self.over = session, 0, threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self) -> None:
        while not self.over.wait(INTERVAL):
            self.highest = max(self.highest, memory_of(self.session))

    def stop(self) -> int:
        self.over.set()
        self.thread.join()
        return self.highest


def memory_of(session: int) -> int:
    """Bytes of resident memory of all processes of a session. Shared pages count once per process."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended in the meantime
        if int(fields[FIELD_SESSION]) == session:
            total += int(fields[FIELD_RSS]) * PAGE
    return total
