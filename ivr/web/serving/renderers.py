"""Renders missing sounds beside the workers: with the voices here, and slowly with Google's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.speech.background import AS_A_GUEST, ASKED_FOR, Background
from ivr.speech.engines.engine import GUESTS
from ivr.speech.request import AUTO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ivr.settings import Settings


class Renderers:
    """The background work of a line: none, where it plays no sounds or is to render none."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._all: list[Background] = []

    def begin(self, changed: Callable[[], object]) -> None:
        """Render what is missing now, and whenever woken.

        Args:
            changed: Called when `problem` says something else, from another thread.
        """
        if self._settings.speech == "play" and self._settings.render:
            self._all = list(self._begun(changed))
        self.wake()

    def wake(self) -> None:
        """Ask for what is missing."""
        for each in self._all:
            each.wake()

    def stop(self) -> None:
        """End what is being done, and begin nothing more."""
        for each in self._all:
            each.stop()

    def problem(self) -> str:
        """Return what keeps speech from being rendered, without paths of the host."""
        told = "; ".join(each.problem for each in self._all if each.problem)
        for path in (self._settings.audio, self._settings.menus):
            told = told.replace(str(path.absolute()), path.name).replace(str(path), path.name)
        return told

    def _begun(self, changed: Callable[[], object]) -> Iterator[Background]:
        where = ("--menus", str(self._settings.menus), "--audio", str(self._settings.audio))
        yield Background("--engine", AUTO, *where, changed=changed)
        if (first := self._settings.voice) in GUESTS:
            words = ("--engine", first, "--polite", *where)
            yield Background(*words, rests=AS_A_GUEST, begun=ASKED_FOR, changed=changed)
