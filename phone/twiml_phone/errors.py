"""What a caller of this package may have to catch."""

from __future__ import annotations

from typing import ClassVar


class PhoneError(Exception):
    """The virtual phone cannot do what it was asked to."""

    exit_code: ClassVar[int] = 1
