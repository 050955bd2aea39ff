"""Words and codes of a source that no vocabulary knows."""

from collections import Counter

from holdfast.importing.survey.told import Row
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.words import read_words


def words_told(snapshot: Snapshot) -> list[Row]:
    """Each unknown word of a coded column, the most frequent first.

    Of one that may be what somebody wrote about a child, only where it stands is told.
    """
    counted: Counter[tuple[str, str, str]] = Counter()
    for one in read_words(snapshot.folder):
        if not one.known:
            counted[one.record_table, one.record_column, one.shown] += one.count
    return [
        {"table": table, "column": column, "word": word, "count": count}
        for (table, column, word), count in counted.most_common()
    ]
