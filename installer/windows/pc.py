"""A Windows PC to try the setup on: Wine 10 in a clean Debian 13, with a screen nobody sees."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from installer import chroot
from installer.chroot import Answer, Room
from installer.common import Failed

SUITE = "trixie"
PACKAGES = (
    "wine", "wine64", "fonts-liberation", "fonts-noto-core", "xvfb", "xauth", "xdotool", "imagemagick", "procps",
)  # fmt: skip
PREFIX, SCREEN = "/mnt/pc", ":97"
ENV = {
    "WINEPREFIX": PREFIX, "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "DISPLAY": SCREEN,
    "HOME": "/mnt", "USER": "clerk", "TZ": "Asia/Ho_Chi_Minh",
}  # fmt: skip
_REPLACED = ("Tahoma", "MS Shell Dlg", "MS Shell Dlg 2", "Segoe UI", "Arial")
_FONTS = r"HKCU\Software\Wine\Fonts\Replacements"
"""Wine's own Tahoma has no Vietnamese letters."""


@dataclass(frozen=True)
class Pc:
    """One PC: drive C: and programs run on it."""

    room: Room
    screen: subprocess.Popen[bytes]

    @classmethod
    def fresh(cls) -> Pc:
        """A PC as it comes from the shop, with its screen on."""
        room = Room(chroot.base(SUITE, PACKAGES), ENV)
        room.run(["wineserver", "-k"])
        shutil.rmtree(room.path(PREFIX), ignore_errors=True)
        pc = cls(room, room.start(["Xvfb", SCREEN, "-screen", "0", "1366x768x24", "-nolisten", "tcp"]))
        pc.room.must(["wine", "wineboot", "-i"], seconds=900)
        for name in _REPLACED:
            pc.must("reg", "add", _FONTS, "/v", name, "/d", "Liberation Sans", "/f")
        return pc

    def stop(self) -> None:
        """Switch off: every program of this PC ends, and its screen."""
        self.room.run(["wineserver", "-k"])
        self.screen.terminate()
        self.screen.wait(timeout=30)

    def path(self, inside: str) -> Path:
        """A path of drive C: as this machine sees it."""
        return self.room.path(f"{PREFIX}/drive_c") / inside.removeprefix("C:\\").replace("\\", "/")

    def run(self, *words: str, seconds: float = 600) -> Answer:
        """Run a program of the PC to its end."""
        return self.room.run(["wine", *words], seconds=seconds)

    def must(self, *words: str, seconds: float = 600) -> str:
        """Run a program that has to succeed."""
        return self.room.must(["wine", *words], seconds=seconds)

    def start(self, *words: str) -> None:
        """Start a program and go on."""
        self.room.start(["wine", *words])

    @property
    def person(self) -> str:
        """The folder of the person who works there."""
        found = next(p for p in self.path("users").iterdir() if p.name != "Public")
        return f"C:\\{found.parent.name}\\{found.name}"

    @property
    def local(self) -> str:
        """Their %LOCALAPPDATA%."""
        return f"{self.person}\\AppData\\Local"

    def asked(self, key: str, value: str = "") -> str:
        """A value of the registry; "" when it is not there."""
        named = ["/v", value] if value else ["/ve"]
        answer = self.run("reg", "query", key, *named)
        lines = [line for line in answer.said.splitlines() if "REG_" in line]
        return lines[0].split("REG_", 1)[1].split(None, 1)[1].strip() if answer.code == 0 and lines else ""

    def exported(self, key: str) -> str:
        """A key of the registry with all its letters, which the console's answers have not."""
        self.must("reg", "export", key, "C:\\key.reg", "/y")
        return self.path("key.reg").read_text(encoding="utf-16")

    def runs(self, program: str) -> bool:
        """True while a program is running."""
        return program.lower() in self.run("tasklist").said.lower()

    def end(self, program: str) -> None:
        """End a program by its name, on this PC alone."""
        self.run("taskkill", "/f", "/im", program)
        self.wait(lambda: not self.runs(program), f"{program} did not end")

    def wait(self, met: Callable[[], bool], why: str, seconds: float = 90) -> None:
        """Wait until something is so."""
        latest = time.monotonic() + seconds
        while not met():
            if time.monotonic() > latest:
                raise Failed(why)
            time.sleep(0.5)

    def picture(self, target: Path) -> None:
        """What the screen shows."""
        self._shoot("root", target)

    def _shoot(self, window: str, target: Path) -> None:
        self.room.must(["import", "-window", window, "/mnt/screen.png"])
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.room.path("/mnt/screen.png"), target)

    def window(self, title: str) -> str:
        """The number of a window, once it is there."""
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", title]
        return self.room.must(search, seconds=120).split()[-1]

    def picture_of(self, title: str, target: Path) -> None:
        """One window, as it stands once it does not change any more."""
        self.window(title)
        self.wait(lambda: self._still(title), f"{title} never stands still")
        self._shoot(self.window(title), target)

    def _still(self, title: str) -> bool:
        shots = []
        for _ in range(2):
            self.room.must(["import", "-window", self.window(title), "/mnt/still.png"])
            shots.append(self.room.path("/mnt/still.png").read_bytes())
            time.sleep(0.7)
        return shots[0] == shots[1]

    def keys(self, title: str, *keys: str) -> None:
        """Press keys in a window."""
        self.room.must(["xdotool", "windowfocus", "--sync", self.window(title)])
        self.room.must(["xdotool", "key", "--delay", "200", *keys])

    def put(self, source: Path, name: str) -> str:
        """A file of this machine on drive C:."""
        target = self.path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
        return f"C:\\{name}"
