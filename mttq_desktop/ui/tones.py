"""What a state's code means at a glance; always shown together with its word."""

from collections.abc import Mapping

from mttq_desktop.ui.theme import Tone

TONES: Mapping[str, Mapping[str, Tone]] = {
    "supervision_status": {
        "DK": Tone.PLAIN, "KH": Tone.WAITING, "QD": Tone.WAITING, "LV": Tone.WAITING, "BC": Tone.DONE,
        "KN": Tone.DONE, "TD": Tone.SOON, "HT": Tone.DONE, "TAM": Tone.PLAIN, "HUY": Tone.PLAIN,
    },
    "task_status": {
        "CHUA": Tone.PLAIN, "DANG": Tone.WAITING, "XONG": Tone.DONE, "CHAM": Tone.LATE, "BO": Tone.PLAIN,
    },
    "report_status": {"CHO": Tone.PLAIN, "NHAN": Tone.WAITING, "TRA": Tone.LATE, "DUYET": Tone.DONE},
    "recommendation_result": {"XONG": Tone.DONE, "DANG": Tone.WAITING, "CHUA": Tone.PLAIN, "KTT": Tone.SOON},
    "recommendation_stage": {
        "NHAP": Tone.PLAIN, "CHO": Tone.WAITING, "TRALOI": Tone.SOON, "KTT": Tone.SOON, "XONG": Tone.DONE,
    },
    "criticism_stage": {"LAYYK": Tone.PLAIN, "CHO": Tone.WAITING, "TRALOI": Tone.DONE},
    "proposal_decision": {"CHO": Tone.PLAIN, "DY": Tone.DONE, "SUA": Tone.SOON, "TC": Tone.LATE},
    "household_progress": {
        "DK": Tone.PLAIN, "DG": Tone.WAITING, "TH": Tone.DONE, "TBV": Tone.DONE, "TAI": Tone.LATE, "KHT": Tone.SOON,
        "CH": Tone.PLAIN,
    },
    "survey_verdict": {"DAT": Tone.DONE, "KHONG": Tone.LATE, "CHUA": Tone.PLAIN},
    "pbxh_result": {"TT": Tone.DONE, "TT1P": Tone.DONE, "GT": Tone.SOON, "CTL": Tone.PLAIN},
}  # fmt: skip
"""By code list, then by code; a code without an entry is plain."""


def tone_of(codes: str, code: str | None) -> Tone:
    """The tone of one code."""
    return TONES.get(codes, {}).get(code or "", Tone.PLAIN)
