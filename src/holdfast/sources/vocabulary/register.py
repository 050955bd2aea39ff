"""Every preset. All apply at once: where two disagree about a word, the council must say."""

from holdfast.sources.vocabulary.eclipse import ECLIPSE
from holdfast.sources.vocabulary.mosaic import MOSAIC
from holdfast.sources.vocabulary.national import NATIONAL
from holdfast.sources.vocabulary.preset import Preset
from holdfast.sources.vocabulary.systemc import SYSTEMC

PRESETS: tuple[Preset, ...] = (SYSTEMC, MOSAIC, ECLIPSE, NATIONAL)
