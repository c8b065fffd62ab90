"""What a line answers with now: one value, put in place of the last when a file has changed."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ivr import __version__
from ivr.line.editions import Editions
from ivr.line.heard import key_meanings
from ivr.line.twilio.replies import Replies
from ivr.menu import live
from ivr.menu.live import LiveMenus
from ivr.menu.watch import Watch
from ivr.speech.advice import hardly_understood
from ivr.speech.store.playable import Librarian

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ivr.line.twilio.replies import Reply
    from ivr.settings import Settings

log = logging.getLogger(__name__)

MINUTE = 60.0
LASTING = 5.0
"""Seconds after which a look at the files is reported, because it should have ended long ago."""


class Reminder:
    """Says when something is due again: at once for what is new, then once a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: tuple[str, float] | None = None

    def due(self, what: str) -> bool:
        """Report whether it is time, and begin a new minute if it is."""
        now = self._clock()
        if self._last and self._last[0] == what and now - self._last[1] < MINUTE:
            return False
        self._last = what, now
        return True


class CurrentLine:
    """Holds the replies of now: those of the last good menus, and of the sounds there are.

    Requests only ask for them. The files are looked at by a watch, so no caller waits for a disk.

    Args:
        settings: What the line's owner set.
        instance: The folder where what must outlive a restart is kept.
        missing: Called when a prompt has no sound file though the line is to play them.
        trouble: Says what keeps sounds from being rendered outside this process, or nothing.

    Raises:
        MenusError: The menu file has problems.
    """

    def __init__(
        self,
        settings: Settings,
        instance: Path,
        missing: Callable[[], None],
        trouble: Callable[[], str] = lambda: "",
    ) -> None:
        self._settings = settings
        self._missing = missing
        self._trouble = trouble
        self._prefix = urlsplit(settings.public_base_url or "").path
        self._menus = LiveMenus(settings.menus)
        self._editions = Editions(instance / "editions")
        self._librarian: Librarian | None = None
        self._missed, self._troubled = Reminder(), Reminder()
        self._now = self._fresh()
        self._watch = Watch(self.look, lambda: live.LOOK_EVERY)

    def now(self) -> Replies:
        """Return what to answer with."""
        return self._now

    def fallback(self) -> Reply:
        """Return what to answer with where even an apology cannot be made: it is there already."""
        return self._now.fallback

    def look(self) -> None:
        """Look at the files; what has changed is answered with from now on."""
        self._menus.look()
        if self._now.menus is not self._menus.now:
            self._now = self._fresh()
        elif self._librarian and self._librarian.look() is not self._now.sounds:
            self._now = self._replies()
        self._see_to_sounds()

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
            "voices": self._voices(),
            "problems": problems,
            "troubles": troubles,
            "ends": list(menus.ends),
        }

    def _fresh(self) -> Replies:
        """Return the replies of menus that nobody has been answered with yet."""
        menus = self._menus.now
        self._editions.keep(menus.edition, key_meanings(menus.flow))
        if self._settings.speech == "play":
            self._librarian = Librarian(menus.flow, self._settings.audio, self._settings.voice)
        return self._replies()

    def _replies(self) -> Replies:
        sounds = self._librarian.look() if self._librarian else None
        return Replies(self._menus.now, self._prefix, sounds, self._editions)

    def _see_to_sounds(self) -> None:
        """Have missing sounds made, and log what is wrong with the rest: once a minute at most."""
        sounds, edition = self._now.sounds, self._now.menus.edition
        if sounds is None:
            return
        if sounds.stock.lacks and self._missed.due(edition):
            self._missing()
        if sounds.troubles and self._troubled.due(""):
            log.warning("sounds: %s", "; ".join(sounds.troubles))

    def _problems(self) -> list[str]:
        """Return what is wrong with an edit, without the path of the folder."""
        folder = "" if self._menus.path.parent == Path() else f"{self._menus.path.parent}/"
        return [text.replace(folder, "") if folder else text for text in self._menus.problems]

    def _voices(self) -> dict[str, str]:
        """Return who speaks each language at the normal pace: an engine, or Twilio's own voice."""
        voices = self._now.sounds.stock.voices if self._now.sounds else {}
        return {code: voices.get((code, False)) or "twilio" for code in self._now.flow.languages}

    def _troubles(self) -> Iterator[str]:
        """Yield what keeps the line from being as its owner wants it, without paths of the host."""
        if name := self._menus.cut_off:
            yield f"{name} was replaced outside; mount its folder, not the file (docs/settings.md)"
        if (seconds := self._watch.lasts()) > LASTING:
            yield f"the files have been read for {seconds:.0f} s; is a drive away, or a file huge?"
        if self._watch.failure:
            kind, _, _ = self._watch.failure.partition(":")  # the rest may name paths: see the log
            yield f"a look at the files failed ({kind}); it is made again, and the log says more"
        if self._editions.trouble:
            yield self._editions.trouble
        if self._now.sounds:
            yield from self._now.sounds.troubles
            yield from hardly_understood(self._now.flow.languages, self._now.sounds.stock.voices)
        if trouble := self._trouble():
            yield trouble
