"""argparse that speaks Vietnamese: its own words (usage, headings, what is wrong) are English otherwise."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

_SAID = (
    (r"the following arguments are required: (.*)", r"thiếu {0}"),
    (r"unrecognized arguments: (.*)", r"không hiểu “{0}”"),
    (r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)", r"{0}: không có “{1}”; chọn một trong: {2}"),
    (r"argument (.*?): invalid int value: '(.*)'", r"{0}: “{1}” không phải số"),
    (r"argument (.*?): expected at least one argument", r"{0}: thiếu giá trị"),
    (r"argument (.*?): expected one argument", r"{0}: thiếu giá trị"),
    (r"argument (.*?): ignored explicit argument '(.*)'", r"{0}: không nhận giá trị “{1}”"),
    (r"ambiguous option: (.*) could match (.*)", r"“{0}” có thể là {1}; viết đủ tên"),
    (r"argument (.*?): (.*)", r"{0}: {1}"),
)


def in_vietnamese(message: str) -> str:
    """What argparse says is wrong, for people."""
    for pattern, words in _SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words.format(*found.groups())
    return message


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: Any = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are Vietnamese; wrong use ends with exit code 2."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **given, "add_help": False})
        self._positionals.title, self._optionals.title = "Đối số", "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem cách dùng")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is written."""
        self.exit(2, f"{self.prog}: {in_vietnamese(message)}.\n{self.format_usage()}")
