"""Work in several processes, with results in the order of the tasks."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator

import pytest

from fakeaws.errors import InputError
from fakeaws.recordings.processes import results_in_order


def counted(task: int) -> Iterator[str]:
    """As many results as the task says; at -1 the process ends."""
    for number in range(abs(task)):
        if task < 0 and number == -task - 1:
            os.kill(os.getpid(), signal.SIGKILL)
        yield f"{task}.{number}"


def lost(task: int, how: str) -> list[str]:
    return [f"{task} lost: {how}"]


class NotToBeReadAgain:
    """What can be pickled, and not be unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)

    def __call__(self, _: int) -> Iterator[str]:
        raise AssertionError


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_order_is_that_of_the_tasks_whatever_the_jobs(jobs: int) -> None:
    """Long and short tasks, and some with nothing to tell, come as one process would give them."""
    tasks = [3, 0, 1200, 1, 0, 2, *[1] * 50]
    expected = [result for task in tasks for result in counted(task)]

    assert expected == list(results_in_order(tasks, counted, lost, jobs))


def test_a_task_that_ends_its_process_is_told_and_the_rest_goes_on() -> None:
    """What it had told before may come twice from nobody: each other task is told once, in its place."""
    tasks = [2, -1, 600, -700, 3]
    told = list(results_in_order(tasks, counted, lost, 2))

    assert [*counted(2), "-1 lost: SIGKILL", *counted(600)] == told[:603]
    assert ["-700 lost: SIGKILL", *counted(3)] == told[-4:]
    assert [f"-700.{number}" for number in range(500)] == told[603:-4]


def test_what_is_far_ahead_of_its_turn_waits() -> None:
    """Others may tell far more than is kept ahead, and all of it comes in order."""
    tasks = [1, *[5000] * 20]
    expected = [result for task in tasks for result in counted(task)]

    assert expected == list(results_in_order(tasks, counted, lost, 2))


def test_no_process_is_left_where_reading_ends_early() -> None:
    """Who stops reading ends the processes, also those that stand at a full pipe."""
    results = results_in_order([100_000, 100_000], counted, lost, 2)
    first = next(results)
    results.close()

    assert first == "100000.0"
    assert multiprocessing.active_children() == []


def test_a_process_that_cannot_begin_is_an_error() -> None:
    """It is no reason to try again and again."""
    with pytest.raises(InputError) as caught:
        list(results_in_order([1, 2], NotToBeReadAgain(), lost, 2))

    expected = "--jobs: a process cannot begin to work: it ended with exit status 3. Do without: --jobs 1."
    assert expected == str(caught.value)


def test_threads_of_the_caller_do_no_harm() -> None:
    """A progress bar has a thread; processes are not copies of this one."""
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    try:
        told = list(results_in_order([1, 2], counted, lost, 2))
    finally:
        wait.set()
        thread.join()

    assert [*counted(1), *counted(2)] == told
