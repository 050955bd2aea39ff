"""What a supplement changes before it is laid over: the clocks run, and which of them answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.clocks.clock import Clock
from holdfast.clocks.computing import compute_duties
from holdfast.clocks.rules.answers import Answer, Answered, answers
from holdfast.clocks.rules.book import Book
from holdfast.engine import open_engine
from holdfast.errors import HoldfastError
from holdfast.importing.becoming_current import failed_step
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.supplements.laying import laid_for
from holdfast.record.supplements.overlay import Overlay
from holdfast.record.supplements.supplement import Supplement


@dataclass
class LayingOver:
    """Runs the clocks over the current snapshot with what is to be laid over it.

    To be given as ``ready``. ``answered`` is what each clock can answer then.
    """

    snapshot: Snapshot
    book: Book
    answered: tuple[Answered, ...] = ()

    def __call__(self, supplements: tuple[Supplement, ...]) -> None:
        """Work out what pages need. Raises HoldfastError where a step fails."""
        engine = open_engine()
        try:
            over = Overlay(self.snapshot, supplements, laid_for(self.snapshot, supplements))
            self.answered = tuple(compute_duties(engine, self.snapshot, self.book, over))
        except HoldfastError:
            raise
        except Exception as error:
            raise failed_step(error) from error
        finally:
            engine.close()

    def gained(self) -> list[Clock]:
        """The clocks that can answer with it, and could not by the snapshot alone."""
        return _gained(answers(self.book.clocks, self.snapshot.manifest.feeds), self.answered)

    def lost(self) -> list[Clock]:
        """The clocks that could answer by the snapshot alone, and cannot with it."""
        return _gained(self.answered, answers(self.book.clocks, self.snapshot.manifest.feeds))


def _gained(before: Sequence[Answered], after: Sequence[Answered]) -> list[Clock]:
    silent = {one.clock.key for one in before if one.answer is Answer.CANNOT_TELL}
    return [
        one.clock
        for one in after
        if one.clock.key in silent and one.answer is not Answer.CANNOT_TELL
    ]
