"""Every dialect, by its build."""

from collections.abc import Mapping

from holdfast.sources.made_up.dialects.dialect import Build, Dialect
from holdfast.sources.made_up.dialects.eclipse import ECLIPSE
from holdfast.sources.made_up.dialects.mosaic import MOSAIC
from holdfast.sources.made_up.dialects.systemc import SYSTEMC

DIALECTS: Mapping[Build, Dialect] = {one.build: one for one in (SYSTEMC, MOSAIC, ECLIPSE)}
