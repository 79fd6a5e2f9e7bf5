"""One window for each data folder; a second start hands its workbook over."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from mttq_desktop.ui.single import Single


def test_the_second_claim_on_a_folder_fails_and_another_folder_is_free(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = Single(tmp_path / "a", tmp_path), Single(tmp_path / "a", tmp_path)
    other = Single(tmp_path / "b", tmp_path)

    assert first.claim()
    assert not second.claim()
    assert other.claim()

    first.release()
    assert second.claim()
    second.release()
    other.release()


def test_a_lock_folder_that_cannot_be_made_stops_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    assert Single(tmp_path, tmp_path / "file" / "deep").claim()


def test_a_workbook_goes_to_the_window_that_is_there(qtbot: QtBot, tmp_path: Path) -> None:
    first = Single(tmp_path, tmp_path)
    assert first.claim()
    first.listen()
    heard: list[str] = []
    first.asked.connect(heard.append)

    import threading

    said: list[bool] = []
    thread = threading.Thread(target=lambda: said.append(Single(tmp_path, tmp_path).hand_over(tmp_path / "tệp.xlsx")))
    thread.start()
    qtbot.waitUntil(lambda: bool(heard), timeout=3000)
    qtbot.waitUntil(lambda: bool(said), timeout=3000)
    thread.join()
    first.release()

    assert heard == [str(tmp_path / "tệp.xlsx")]
    assert said == [True]


def test_nobody_there_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    assert not Single(tmp_path, tmp_path).hand_over(None)
