"""Every program file is 64-bit, and all it loads lies in the payload or comes with Windows 10: nothing to download."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from installer.common import Failed, files

AMD64 = 0x8664
_IMPORT, _DELAYED = 1, 13
PART_OF_WINDOWS = frozenset(
    """
    advapi32 authz bcrypt bcryptprimitives comctl32 comdlg32 crypt32 d2d1 d3d11 d3d12 d3d9 dcomp dnsapi dwmapi dwrite
    dxgi dxva2 gdi32 imm32 iphlpapi kernel32 mpr msvcrt ncrypt netapi32 normaliz ntdll ole32 oleacc oleaut32 opengl32
    powrprof psapi rpcrt4 secur32 setupapi shcore shell32 shlwapi ucrtbase uiautomationcore user32 userenv usp10
    uxtheme version winhttp winmm winspool.drv ws2_32 wtsapi32
    """.split()
)


def missing(payload: Path) -> dict[str, list[str]]:
    """Program file → what it loads that is nowhere."""
    there = {p.name.lower() for p in files(payload)}
    found = {}
    for path in programs(payload):
        absent = sorted(name for name in imported(path) if name not in there and not of_windows(name))
        if absent:
            found[path.relative_to(payload).as_posix()] = absent
    return found


def programs(payload: Path) -> Iterator[Path]:
    """Programs, libraries and extension modules."""
    return (p for p in files(payload) if p.suffix.lower() in {".exe", ".dll", ".pyd"})


def imported(path: Path) -> set[str]:
    """Names of the libraries a program file loads, small letters; a 32-bit one stops the build."""
    import pefile

    with pefile.PE(str(path), fast_load=True) as pe:
        if pe.FILE_HEADER.Machine != AMD64:
            raise Failed(f"{path.name} is not 64-bit")
        pe.parse_data_directories(directories=[_IMPORT, _DELAYED])
        entries = [*getattr(pe, "DIRECTORY_ENTRY_IMPORT", []), *getattr(pe, "DIRECTORY_ENTRY_DELAY_IMPORT", [])]
        return {entry.dll.decode("ascii").lower() for entry in entries}


def of_windows(name: str) -> bool:
    """True for what every Windows 10 has."""
    return name.startswith(("api-ms-win-", "ext-ms-")) or name.removesuffix(".dll") in PART_OF_WINDOWS
