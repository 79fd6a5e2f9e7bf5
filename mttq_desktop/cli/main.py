"""The command line: the same services as the window, never loading Qt (EXCHANGE: command line).

Exit: 0 done (also when rows were rejected), 1 a file refused or the act failed, 2 wrong use.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mttq_desktop import __version__, paths
from mttq_desktop.cli import documents, records, safety, workbooks
from mttq_desktop.cli.common import Given, WrongUse
from mttq_desktop.errors import Trouble

PROGRAM = "mttq-desktop"


def run(argv: Sequence[str]) -> int:
    """Obey one command line; troubles are told on the error stream, in Vietnamese."""
    parser = make_parser()
    try:
        options = parser.parse_args(list(argv))
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return int(options.act(Given(options.data_dir or paths.default_data_dir(), options)))
    except Trouble as trouble:
        print(f"{PROGRAM}: {trouble.message}", file=sys.stderr)
        if trouble.advice:
            print(f"  → {trouble.advice}", file=sys.stderr)
        return 2 if isinstance(trouble, WrongUse) else 1


def make_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = argparse.ArgumentParser(
        prog=PROGRAM, description="Sổ tay Chương trình phối hợp của Mặt trận và các tổ chức chính trị - xã hội."
    )
    parser.add_argument("--version", action="version", version=f"MTTQ Desktop {__version__}")
    parser.add_argument("--data-dir", type=Path, metavar="THƯ_MỤC", help="thư mục chứa tệp dữ liệu")
    commands = parser.add_subparsers(title="lệnh", required=True, metavar="LỆNH")
    for module in (workbooks, records, documents, safety):
        module.add(commands)
    return parser
