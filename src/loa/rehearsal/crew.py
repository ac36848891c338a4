"""Processes that live through the same days in step, each with its share of the stations.

All run the same program. What is done once for all (publishing, settling, a backup) the
first does while the others wait; then each sees in files and tables what came of it.
"""

import multiprocessing
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from threading import Barrier, BrokenBarrierError
from typing import Any, TypeVar

T = TypeVar("T")
Other = tuple[ForkProcess, Connection]


@dataclass(frozen=True, slots=True)
class Crew:
    """One process's place among those that work together."""

    number: int = 0
    of: int = 1
    barrier: Barrier | None = None

    @property
    def leads(self) -> bool:
        """Whether this process does what is done once for all."""
        return self.number == 0

    def share(self, everybody: Sequence[T]) -> Sequence[T]:
        """Return this process's part: each one belongs to exactly one process."""
        return everybody[self.number :: self.of]

    def meet(self) -> None:
        """Wait until all have come as far as this."""
        if self.barrier is not None:
            self.barrier.wait()

    def once(self, deed: Callable[[], None]) -> None:
        """Let the first do something for all: nobody is before it or after it meanwhile."""
        self.meet()
        if self.leads:
            deed()
        self.meet()

    def apart(self, *deeds: Callable[[], None]) -> None:
        """Let deeds that do not touch one another be done at once, each by one process."""
        self.meet()
        for deed in self.share(deeds):
            deed()
        self.meet()


class CrewError(Exception):
    """One of the processes has failed; the message is its traceback."""


def together(processes: int, work: Callable[[Crew], T]) -> list[T]:
    """Do the same work in several processes; return what each made, by number.

    This process is the first. What the others make must be picklable. When one fails, all
    end: its own exception when it is this one, CrewError otherwise. No connection and no
    thread may be open: the others are forked.
    """
    if processes == 1:
        return [work(Crew())]
    fork = multiprocessing.get_context("fork")
    barrier = fork.Barrier(processes)
    others: list[Other] = []
    try:
        for number in range(1, processes):
            here, there = fork.Pipe(duplex=False)
            crew = Crew(number, processes, barrier)
            process = fork.Process(target=_follow, args=(crew, work, there), daemon=True)
            process.start()
            there.close()
            others.append((process, here))
        threading.Thread(target=_watch, args=(barrier, others), daemon=True).start()
        try:
            made = [work(Crew(0, processes, barrier))]
        except BrokenBarrierError:
            raise CrewError(_complaint(others)) from None
        return made + [_made(pipe) for _, pipe in others]
    finally:
        barrier.abort()
        for process, _ in others:
            process.terminate()
            process.join()


def _follow(crew: Crew, work: Callable[[Crew], T], to: Connection) -> None:
    try:
        to.send((work(crew), ""))
    except BaseException:  # noqa: BLE001 - whatever it is, the first is told and all end
        if crew.barrier is not None:
            crew.barrier.abort()
        to.send((None, traceback.format_exc()))


def _watch(barrier: Barrier, others: Sequence[Other]) -> None:
    """See to it that nobody waits for a process that was killed."""
    running = [process for process, _ in others]
    while running:
        ended = wait([process.sentinel for process in running])
        for process in [process for process in running if process.sentinel in ended]:
            process.join()  # its pipes close a moment before it has its exit code
            if process.exitcode:
                barrier.abort()
            running.remove(process)


def _received(pipe: Connection) -> tuple[Any, str]:
    """Return what a process has made, or its complaint."""
    try:
        made, complaint = pipe.recv()
    except EOFError:
        return None, "a process of the rehearsal was killed"
    return made, str(complaint)


def _made(pipe: Connection) -> Any:
    made, complaint = _received(pipe)
    if complaint:
        raise CrewError(complaint)
    return made


def _complaint(others: Sequence[Other]) -> str:
    """Return what the process that broke off has to say: the others only miss it."""
    said = [_received(pipe)[1] for _, pipe in others]
    return next((text for text in said if "BrokenBarrierError" not in text), said[0])
