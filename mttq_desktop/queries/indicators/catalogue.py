"""Every indicator of the programme, section by section, in the order of the reports."""

from mttq_desktop.queries.indicators.model import Counted, Measure, Ratio
from mttq_desktop.queries.indicators.section_a import SECTION_A
from mttq_desktop.queries.indicators.section_b import SECTION_B
from mttq_desktop.queries.indicators.section_c import SECTION_C
from mttq_desktop.queries.indicators.section_d import SECTION_D
from mttq_desktop.queries.indicators.section_e import SECTION_E

SECTIONS = (SECTION_A, SECTION_B, SECTION_C, SECTION_D, SECTION_E)
EVERY: tuple[Counted, ...] = tuple(one for section in SECTIONS for one in section.counted)
BY_CODE: dict[str, Counted] = {one.code: one for one in EVERY}
HELPERS: dict[str, Measure] = {one.code: one for section in SECTIONS for one in section.helpers}


def measure_of(one: Counted) -> Measure:
    """What is counted; of a share its part."""
    measure = (HELPERS.get(one.part) or BY_CODE[one.part]) if isinstance(one, Ratio) else one
    assert not isinstance(measure, Ratio)
    return measure
