"""From census files of one or several years to a snapshot."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.record.draft import Draft
from holdfast.record.manifest import Feed, Manifest, Note
from holdfast.record.refusals import Refusal
from holdfast.record.snapshot import Snapshot
from holdfast.record.snapshots import Store
from holdfast.sources.cin_census.census import MODULES
from holdfast.sources.cin_census.declared import REVIEW
from holdfast.sources.cin_census.numbering import Batch
from holdfast.sources.cin_census.reading import read_census
from holdfast.sources.cin_census.stitching import Stitched, Stitching
from holdfast.sources.cin_census.survey import Broken, Progress, Surveyed, survey
from holdfast.sources.cin_census.untold import Untold, untold
from holdfast.sources.intake import Account, Intake

ODDMENTS = "Elements without a place"
