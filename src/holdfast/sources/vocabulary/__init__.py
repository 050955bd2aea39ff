"""Vocabularies: what is written in a coded column, and what it means.

``Vocabulary`` joins the presets of the case systems (one file each), the code sets of the record
and a council's own words (``own``); ``spelling`` takes cells apart; ``seen`` counts the words of an
import; ``saying`` writes down what a council says of one.
"""

from holdfast.sources.vocabulary.own import VOCABULARY_FILE, read_vocabulary
from holdfast.sources.vocabulary.vocabulary import PRESETS_ALONE, TakenFor, Vocabulary

__all__ = ["PRESETS_ALONE", "VOCABULARY_FILE", "TakenFor", "Vocabulary", "read_vocabulary"]
