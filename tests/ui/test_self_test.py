"""`--self-test` from outside, as the installers' checks run it."""

import json
import subprocess
import sys
import time
from pathlib import Path

from mttq_desktop.ui.self_test import Asked, read_arguments

HOME = Path(__file__).resolve().parents[2]


def test_the_window_of_a_book_is_opened_and_its_time_told(empty_store: Path, tmp_path: Path) -> None:
    report, picture = tmp_path / "kết quả.json", tmp_path / "cửa sổ.png"
    book = tmp_path / "sổ"
    book.mkdir()
    (book / empty_store.name).write_bytes(empty_store.read_bytes())
    words = ["--self-test", "--open", str(book), "--report", str(report), "--picture", str(picture)]
    begun = time.time()
    subprocess.run([sys.executable, "-m", "mttq_desktop", *words], cwd=HOME, check=True, timeout=120)
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["passed"]
    assert begun < told["painted_at"] < time.time()
    assert told["versions"]["mttq-desktop"]
    assert picture.stat().st_size > 10_000


def test_words_it_does_not_know_are_passed_over() -> None:
    assert read_arguments(["--self-test", "--report", "a.json", "--later"]) == Asked(Path("a.json"))
    assert read_arguments(["--self-test", "--report"]) == Asked()
