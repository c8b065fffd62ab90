"""What a line answers with now: one value, put in place of the last when a file has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ivr import __version__
from ivr.heard import heard
from ivr.menu import live
from ivr.menu.live import LiveMenus
from ivr.menu.watch import Watch
from ivr.speech.library import Library
from ivr.webhooks.editions import Editions
from ivr.webhooks.replies import Replies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ivr.settings import Settings

LASTING = 5.0
"""Seconds after which a look at the files is reported, because it should have ended long ago."""


class CurrentLine:
    """Holds the replies of now: those of the last good menus, and of the sounds there are.

    Requests only ask for them. The files are looked at by a watch, so no caller waits for a disk.

    Args:
        settings: What the line's owner set.
        instance: The folder where what must outlive a restart is kept.
        missing: Called when a prompt has no sound file though the line is to play them.

    Raises:
        MenusError: The menu file has problems.
    """

    def __init__(self, settings: Settings, instance: Path, missing: Callable[[], None]) -> None:
        self._settings = settings
        self._missing = missing
        self._prefix = urlsplit(settings.public_base_url or "").path
        self._menus = LiveMenus(settings.menus)
        self._editions = Editions(instance / "editions")
        self._now = self._fresh()
        self._watch = Watch(self.look, lambda: live.LOOK_EVERY)

    def now(self) -> Replies:
        """Return what to answer with."""
        return self._now

    def look(self) -> None:
        """Look at the files; what has changed is answered with from now on."""
        self._menus.look()
        now = self._now
        if now.menus is not self._menus.now:
            self._now = self._fresh()
        elif now.sounds and now.sounds.stamp() != now.stamp:
            self._now = Replies(now.menus, self._prefix, now.sounds, self._editions)

    def edition(self) -> dict[str, Any]:
        """Return which menus are spoken, and what is wrong with a newer edit."""
        return {"stamp": self._now.menus.edition, "problems": self._problems()}

    def health(self) -> dict[str, Any]:
        """Return how the line is: what it speaks, and what its owner should mend."""
        menus, problems, troubles = self._now.menus, self._problems(), list(self._troubles())
        return {
            "status": "last good menus" if problems else "needs attention" if troubles else "ok",
            "version": __version__,
            "edition": menus.edition,
            "languages": list(menus.flow.languages),
            "places": len(menus.flow.places),
            "problems": problems,
            "troubles": troubles,
        }

    def _fresh(self) -> Replies:
        menus = self._menus.now
        self._editions.keep(menus.edition, heard(menus.flow))
        plays = self._settings.speech == "play"
        sounds = Library(menus.flow, self._settings.audio, self._missing) if plays else None
        return Replies(menus, self._prefix, sounds, self._editions)

    def _problems(self) -> list[str]:
        path = self._menus.path
        return [text.replace(str(path), path.name) for text in self._menus.problems]

    def _troubles(self) -> Iterator[str]:
        """Yield what keeps the line from being as its owner wants it, without paths of the host."""
        name = self._menus.path.name
        if self._menus.cut_off:
            yield f"{name} was replaced outside; mount its folder, not the file (docs/settings.md)"
        if (seconds := self._watch.lasts()) > LASTING:
            yield f"the files have been read for {seconds:.0f} s; is a drive away, or a file huge?"
        if self._watch.failure:
            yield f"a look at the files failed ({self._watch.failure}); it is made again"
        if self._editions.trouble:
            yield self._editions.trouble
