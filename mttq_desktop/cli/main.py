"""The command line: the same services as the window, never loading Qt (EXCHANGE: command line).

Exit: 0 done (also when rows were rejected), 1 a file refused or the act failed, 2 wrong use.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mttq_desktop import __version__, paths
from mttq_desktop.cli import documents, figures, records, safety, workbooks
from mttq_desktop.cli.common import Given, WrongUse
from mttq_desktop.cli.parsing import Parser
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
        code = int(options.act(Given(options.data_dir or paths.default_data_dir(), options)))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader had enough (`… | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Trouble as trouble:
        print(f"{PROGRAM}: {trouble.message}", file=sys.stderr)
        if trouble.advice:
            print(f"  → {trouble.advice}", file=sys.stderr)
        return 2 if isinstance(trouble, WrongUse) else 1
    return code


def make_parser() -> Parser:
    """Every command with its options."""
    parser = Parser(
        prog=PROGRAM, description="Sổ tay Chương trình phối hợp của Mặt trận và các tổ chức chính trị - xã hội."
    )
    version = f"MTTQ Desktop {__version__}"
    parser.add_argument("--version", action="version", version=version, help="xem phiên bản")
    parser.add_argument("--data-dir", type=Path, metavar="THƯ_MỤC", help="thư mục chứa tệp dữ liệu")
    commands = parser.add_subparsers(title="Lệnh", required=True, metavar="LỆNH")
    for module in (workbooks, records, figures, documents, safety):
        module.add(commands)
    return parser
