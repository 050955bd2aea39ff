"""What is said while work is going on: on standard error, so that answers can be piped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from holdfast.terminal import Terminal, visible

said = Terminal(stderr=True)

# Told what is being done, how much of it is done, and of how much (0: nobody knows).
Step = Callable[[str, int, int], None]


@contextmanager
def steps() -> Iterator[Step]:
    """A bar for whatever long step is being done."""
    words = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), words, BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=said, transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def step(what: str, done: int, of: int) -> None:
            bar.update(task, description=visible(what), completed=done, total=of or None)

        yield step


def by_tenths(tell: Callable[[str], None], what: str) -> Callable[[int, int], None]:
    """Progress in lines of words, one for each tenth: for work beside something else."""
    told = [0]

    def step(done: int, of: int) -> None:
        tenth = 10 * done // of
        if tenth > told[0]:
            told[0] = tenth
            tell(f"{what}: {tenth}0%.")

    return step
