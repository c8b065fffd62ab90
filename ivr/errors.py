"""The family of errors, sorted by whose fault it is; only `cli` and the routes turn one into text.

IvrError
├── SettingsError          the environment: a setting is missing or wrong
├── PortError              the machine: the line cannot listen where it is to
├── MenusError             menus.yaml: it reads, but callers cannot be given it
│   └── UnreadableMenus    menus.yaml: it cannot even be read
├── CatalogError           a file of translations: it cannot be taken
├── ForeignFileError       a file of another program: it cannot be taken
├── WeightsError           a file of counted calls: it does not fit the menus
├── EngineError            an engine that speaks: it cannot say this
│   └── EngineUnreachable  its far end does not answer; another time it may
├── ListenerMissing        the listener: its model or its package is not here
├── TranscriptsUnreadable  the file of what was heard: it is damaged
├── SoundRefused           a sound file somebody gave: it cannot be taken
├── ShelfFull              the disk: there is no room for more sounds
└── SoundMissing           the shelf: nobody has said a prompt yet

The virtual phone has errors of its own: `twiml_phone.errors`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class IvrError(Exception):
    """Something that went wrong in a way this package knows how to tell a person."""

    exit_code: ClassVar[int] = 1


class SettingsError(IvrError):
    """A setting is missing or wrong; the text names it, its value and what is expected."""

    exit_code = 2


class PortError(IvrError):
    """The address and port to listen on cannot be had; the text says why, and what to do."""

    exit_code = 2


class MenusError(IvrError):
    """A menu file has problems; `problems` holds them all, each with its place and its remedy.

    `files` are those that were looked for, each as it was when it was read: to mend any of them may
    be the remedy.
    """

    def __init__(self, problems: Sequence[object], files: Mapping[Path, Any] | None = None) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
        self.files = files or {}


class UnreadableMenus(MenusError):
    """A menu file is missing, too large, or not the plain YAML that menus are written in."""

    exit_code = 2


class CatalogError(IvrError):
    """A file of translations cannot be read or written; the text names the line and what to do."""

    exit_code = 2


class ForeignFileError(IvrError):
    """A line of another program cannot be read; the text names the line and what to do."""

    exit_code = 2


class WeightsError(IvrError):
    """A file of counted calls does not fit the menus; the text names the line and what to do."""

    exit_code = 2


class EngineError(IvrError):
    """An engine cannot speak; the text says why and what to do."""


class EngineUnreachable(EngineError):
    """An engine's far end does not answer, or answers with something that is no speech."""


class ListenerMissing(IvrError):
    """The listener of `ivr hear` cannot listen here; the text says why and what to type."""


class TranscriptsUnreadable(IvrError):
    """The file of what the listener wrote down cannot be used; the text says which, and why."""


class SoundRefused(IvrError):
    """A sound file that somebody gave cannot be taken; the text says why and what to do."""


class ShelfFull(IvrError):
    """There is no room for the sounds; the text names the folder, what is free, what is needed."""

    exit_code = 2


class SoundMissing(IvrError):
    """A prompt that is to be measured has no sound; the text names it and says how to make one."""
