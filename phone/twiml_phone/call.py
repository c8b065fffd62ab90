"""A call in the caller's hand: press, say, wait, hang up, and see what came of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from twiml_phone import connection, summaries
from twiml_phone.errors import PhoneError
from twiml_phone.frozen import replace
from twiml_phone.interpreter import far_end, machine
from twiml_phone.interpreter.events import (
    Beep,
    CallEnd,
    LineWarning,
    Listening,
    PickUp,
    PromptPlayed,
    RequestMade,
    Trouble,
)
from twiml_phone.interpreter.state import Gathering, Over
from twiml_phone.saved_call import to_json

if TYPE_CHECKING:
    from twiml_phone.connection import LineConnection
    from twiml_phone.interpreter.events import Event
    from twiml_phone.saved_call import SavedCall

KEYS = "0123456789*#"


class Call:
    """A call in progress, or one that has ended.

    A call usually hears ahead: after each act it stands where the line next waits for the caller,
    and `after` reaches back into what was said on the way there. A live call stands at a moment
    and asks the line for nothing before its time comes; `ahead` is what it will hear in silence.
    """

    def __init__(self, saved: SavedCall, line: LineConnection) -> None:
        self._connection = line
        self._saved = saved
        self._hear()

    def press(self, keys: str, after: float | None = None) -> None:
        """Press keys, `after` so many seconds since the last act or the newest document.

        Without `after`, hear out what is being said and press at once; in a live call, press now.
        Keys left over when the call ends are lost.
        """
        if not keys or set(keys) - set(KEYS):
            raise PhoneError(f"{keys!r} cannot be pressed: the keys are {' '.join(KEYS)}")
        self._reach(after)
        if self.ended:
            raise PhoneError(f"{keys} cannot be pressed: the call ended at {self.ended.at:g} s")
        for key in keys:
            if not self.ended:
                self._saved = connection.press(self._saved, self._connection, key)
        self._hear()

    def say(
        self, words: str, confidence: float | None = None, *, after: float | None = None
    ) -> None:
        """Say something; the line makes it out at this moment. `after` is as in `press`."""
        self._act(after)
        self._saved = connection.say(self._saved, self._connection, words, confidence)
        self._hear()

    def mumble(self, words: str, *, after: float | None = None) -> None:
        """Be in the middle of saying something, made out as far as `words`, until `say`."""
        self._act(after)
        self._saved = connection.mumble(self._saved, self._connection, words)
        self._hear()

    def talk(self, seconds: float, *, after: float | None = None) -> None:
        """Make sounds for so long, from this moment on."""
        if not 0 <= seconds < math.inf:
            raise PhoneError(f"nobody can talk for {seconds} s")
        self._act(after)
        self._saved = connection.talk(self._saved, self._connection, seconds)
        self._hear()

    def happen(self, what: str, value: str | None = None, *, after: float | None = None) -> None:
        """Let the world do something: `callee_answers`, `leave_queue` and the like.

        `value` says to whom or with what, where more than one is possible. `after` is as in
        `press`. What can happen is listed in `twiml_phone.interpreter.far_end`.
        """
        self._act(after)
        try:
            self._saved = connection.happen(self._saved, self._connection, what, value)
        finally:
            self._hear()

    def wait(self, seconds: float | None = None, *, until: float | None = None) -> None:
        """Stay silent for so long, or `until` a moment of the call, if that is yet to come.

        Without either, wait until something new happens: a document or the end.
        """
        if until is None:
            until = self.until if seconds is None else self._saved.state.clock + seconds
        self._pass(until)
        self._hear()

    def hear_out(self) -> None:
        """Listen to the end of what is being said: only a live call is not there yet."""
        if self._saved.live:
            heard, (ahead, _) = connection.hear(self._saved, self._connection)
            self._saved = connection.run(heard, self._connection, ahead.clock)
            self._hear()

    def hang_up(self, after: float | None = None) -> None:
        """Put the phone down, `after` so many seconds as in `press`. Later it changes nothing."""
        self._reach(after)
        if self.ended is None:
            self._saved = connection.hang_up(self._saved, self._connection)
            self._hear()

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened."""
        return self._saved.events if self._saved.live else self._events

    @property
    def ahead(self) -> tuple[Event, ...]:
        """What a live caller will hear in silence, until the line must be asked or waits."""
        return self._heard.events if self._saved.live else ()

    @property
    def heard(self) -> tuple[PromptPlayed, ...]:
        """All that was said and played, in order."""
        return tuple(event for event in self.events if isinstance(event, PromptPlayed))

    @property
    def requests(self) -> tuple[RequestMade, ...]:
        """Every request for a document, redirects and retries included."""
        asked = (event for event in self.events if isinstance(event, RequestMade))
        return tuple(event for event in asked if not (event.status_callback or event.media))

    @property
    def media(self) -> tuple[RequestMade, ...]:
        """Every request for a sound, redirects and retries included."""
        return tuple(
            event for event in self.events if isinstance(event, RequestMade) and event.media
        )

    @property
    def callbacks(self) -> tuple[RequestMade, ...]:
        """What the line was told beside the call, in order."""
        asked = (event for event in self.events if isinstance(event, RequestMade))
        return tuple(event for event in asked if event.status_callback)

    @property
    def answered(self) -> float | None:
        """When the line picked up; None if it did not."""
        return next((event.at for event in self.events if isinstance(event, PickUp)), None)

    @property
    def beeps(self) -> tuple[float, ...]:
        """When the line beeped: it records from then on."""
        return tuple(event.at for event in self.events if isinstance(event, Beep))

    @property
    def tones(self) -> tuple[PromptPlayed, ...]:
        """What was heard of tones."""
        return tuple(event for event in self.heard if event.kind == "tones")

    @property
    def legs(self) -> tuple[summaries.LegSummary, ...]:
        """Everybody the line dialled, in order."""
        return summaries.legs(self.events)

    @property
    def streams(self) -> tuple[summaries.StreamSummary, ...]:
        """The media streams there were."""
        return tuple(each for each in summaries.streams(self.events) if each.kind == "Stream")

    @property
    def tts(self) -> tuple[summaries.SpeechSummary, ...]:
        """Every text that was begun to be said, and how many characters that makes."""
        return summaries.spoken(self.events)

    @property
    def warnings(self) -> tuple[LineWarning, ...]:
        """What Twilio would log a warning about."""
        return tuple(event for event in self.events if isinstance(event, LineWarning))

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What could not be had or carried out."""
        return tuple(event for event in self.events if isinstance(event, Trouble))

    @property
    def ended(self) -> CallEnd | None:
        """How the call ended; None while it goes on."""
        if not isinstance(self._saved.state.doing, Over):
            return None
        events = reversed(self._saved.events)
        return next((event for event in events if isinstance(event, CallEnd)), None)

    @property
    def listening(self) -> Listening | None:
        """What the line is listening for, if it is."""
        state = self._saved.state if self._saved.live else self._heard.state
        if not isinstance(state.doing, Gathering):
            return None
        return next(event for event in reversed(self.events) if isinstance(event, Listening))

    @property
    def seconds(self) -> float:
        """How long the call has taken so far."""
        return self._saved.state.clock if self._saved.live else self._heard.state.clock

    @property
    def until(self) -> float:
        """When silence next leads to something new: a document, the next verb or the end."""
        moment = machine.ends_at(self._heard.state)
        return self._heard.state.clock if moment is None else moment

    @property
    def waits(self) -> bool:
        """Whether the line, once it has said what it says, waits for the caller or for others."""
        return machine.waits(self._heard.state)

    @property
    def possible(self) -> tuple[str, ...]:
        """What can `happen` now."""
        return far_end.possible(self._saved.state if self._saved.live else self._heard.state)

    @property
    def possible_ahead(self) -> tuple[str, ...]:
        """What can `happen` once all that is being said has been heard."""
        return far_end.possible(self._heard.state)

    def to_json(self, *, events: bool = True) -> str:
        """Write the call down; `Phone.resume` goes on with it.

        Without `events` it forgets what happened, but for what the line is listening for.
        """
        kept = self._saved.events if events else tuple(filter(None, [self.listening]))
        return to_json(replace(self._saved, events=kept))

    def _hear(self) -> None:
        """Look ahead to the end of what is being said; unless live, make the requests there."""
        if self._saved.live:
            step = machine.listen(self._saved.state, self._connection.seconds)
        else:
            self._saved, step = connection.hear(self._saved, self._connection)
        self._heard_from, self._heard = self._saved, step
        self._events = self._saved.events + step.events

    def _act(self, after: float | None) -> None:
        """Let time pass up to the moment of an act; after the end there are none."""
        self._reach(after)
        if self.ended:
            raise PhoneError(f"nothing more can happen: the call ended at {self.ended.at:g} s")

    def _reach(self, after: float | None) -> None:
        """Let time pass up to the moment of an act."""
        clock = self._saved.state.clock
        if after is None:
            until = clock if self._saved.live else self._heard.state.clock
        else:
            until = clock + after
        self._pass(until)
        if self.ended:
            self._hear()

    def _pass(self, until: float) -> None:
        """Let time pass up to a moment. What was heard ahead is not worked out again."""
        if self._saved is self._heard_from and until >= self._heard.state.clock:
            self._saved = connection.keep(self._saved, self._connection, self._heard)
        self._saved = connection.run(self._saved, self._connection, until)
