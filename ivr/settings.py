"""The only reader of the environment, from a mapping given to it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args
from urllib.parse import SplitResult, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from ivr.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

SECRETS = ("TWILIO_AUTH_TOKEN", "IVR_OWNER_PASSWORD", "IVR_LIMITS_STORAGE")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
OUR_MENUS = Path("menus.yaml")
OUR_AUDIO = Path("audio")


FirstVoice = Literal["auto", "kokoro", "gtts", "piper", "espeak"]
VOICES: tuple[str, ...] = get_args(FirstVoice)

OUR_ADDRESS = "write the address Twilio calls, such as https://line.example.org"
OTHER_ADDRESS = "write the origins of other lines, such as https://line.example.org"


def _web_address(url: str, remedy: str = OUR_ADDRESS) -> str:
    parts = _parts(url, remedy)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(remedy)
    if parts.query or parts.fragment or parts.username:
        raise ValueError("write only the address, without ?, # or a password")
    return url.rstrip("/")


def _base_address(url: str) -> str:
    """Return the address that the line's own paths are added to."""
    base = _web_address(url)
    if base.endswith("/voice"):
        raise ValueError(f"leave out /voice, the line adds it: {base.removesuffix('/voice')}")
    return base


def _parts(url: str, remedy: str) -> SplitResult:
    """Return the parts of an address that httpx can call, too."""
    import httpx  # noqa: PLC0415  # most processes read no address

    try:
        httpx.URL(url)
        parts = urlsplit(url)
        _ = parts.port  # raises what splitting does not: a port may be no number
    except (ValueError, httpx.InvalidURL) as error:
        raise ValueError(remedy) from error
    return parts


def _names(text: str) -> frozenset[str]:
    """Return the names written with spaces or commas between them."""
    names = frozenset(name.lower() for name in re.split(r"[\s,]+", text) if name)
    if not all(re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", name) for name in names):
        raise ValueError("write names such as line.example.org, without https://, port or path")
    return names


def _origins(text: str) -> frozenset[str]:
    """Return the origins written with spaces or commas between them."""
    return frozenset(_origin(each) for each in re.split(r"[\s,]+", text) if each)


def _origin(url: str) -> str:
    import httpx  # noqa: PLC0415  # as above

    parts = httpx.URL(_web_address(url, OTHER_ADDRESS))
    origin = f"{parts.scheme}://{parts.netloc.decode()}"
    if parts.path != "/":
        raise ValueError(f"write {origin}, without a path")
    return origin


class Settings(BaseModel):
    """What the owner of a line sets in the environment; docs/settings.md explains each."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True, validate_default=True)

    auth_token: SecretStr | None = Field(default=None, alias="TWILIO_AUTH_TOKEN")
    """The auth token of the Twilio account: proves that a request is Twilio's."""
    public_base_url: Annotated[str, AfterValidator(_base_address)] | None = Field(
        default=None, alias="PUBLIC_BASE_URL"
    )
    """The address under which Twilio reaches the line: signatures are checked against it."""
    menus: Path = Field(default=OUR_MENUS, alias="MENUS")
    """The menu file."""
    day: dt.date | None = Field(default=None, alias="IVR_DAY")
    """The day the menu file is read for, to try what will be spoken then; without it, today."""
    speech: Literal["play", "say"] = Field(default="play", alias="IVR_SPEECH")
    """How prompts are spoken: `play` from sound files, `say` by Twilio's voices."""
    audio: Path = Field(default=OUR_AUDIO, alias="IVR_AUDIO")
    """The folder of sound files: `recorded/` by people, `spoken/` by engines."""
    render: bool = Field(default=True, alias="IVR_RENDER")
    """Whether sound files that are missing are rendered in the background."""
    voice: FirstVoice = Field(default="auto", alias="IVR_VOICE")
    """Which engine's voice goes before others; `auto` leaves it to the menu file."""
    piper_voices: Path | None = Field(default=None, alias="IVR_PIPER_VOICES")
    """The folder of Piper's voices, where that engine is installed."""
    voices: Path | None = Field(default=None, alias="IVR_VOICES")
    """The folder of voices that `ivr voices` installs; without it, one of the user's own."""
    listener: Path | None = Field(default=None, alias="IVR_LISTENER")
    """The folder of the model that `ivr hear` listens with; without it, the installed one."""
    trusted_proxies: int = Field(default=0, ge=0, le=10, alias="IVR_TRUSTED_PROXIES")
    """How many proxies in front of the line may be believed in their X-Forwarded headers."""
    names: Annotated[frozenset[str], BeforeValidator(_names)] | None = Field(
        default=None, alias="IVR_NAMES"
    )
    """The names Twilio calls the line by, where PUBLIC_BASE_URL does not say it."""
    local: bool = Field(default=False, alias="IVR_LOCAL")
    """Whether unsigned calls are answered, from this machine only."""
    host: str = Field(default="127.0.0.1", alias="IVR_HOST")
    """The network address to listen on."""
    port: int = Field(default=8000, ge=0, le=65535, alias="PORT")
    """The port to listen on; 0 takes any free one."""
    workers: int | None = Field(default=None, ge=1, le=64, alias="IVR_WORKERS")
    """How many processes answer; without it, one for each processor."""

    owner_password: SecretStr | None = Field(
        default=None, min_length=12, alias="IVR_OWNER_PASSWORD"
    )
    """What lets the owner of the line into its workbench from elsewhere."""
    may_call: Annotated[frozenset[str], BeforeValidator(_origins)] | None = Field(
        default=None, alias="IVR_MAY_CALL"
    )
    """The origins of other lines that the workbench may call."""
    most_calls: str = Field(
        default="30 per minute",
        pattern=r"^[1-9]\d* per (second|minute|hour|day)$",
        alias="IVR_MOST_CALLS",
    )
    """How many calls one address may begin on the page for callers, in what time."""
    limits_storage: str = Field(
        default="memory://",
        pattern=r"^(memory://|rediss?://[^/\s]\S*|redis\+unix:///\S+)$",
        repr=False,
        alias="IVR_LIMITS_STORAGE",
    )
    """Where such limits are counted: in each process, or in a Redis that all of them share."""

    @model_validator(mode="after")
    def _safe(self) -> Settings:
        if self.local and self.host not in LOOPBACK:
            raise ValueError(
                f"IVR_LOCAL answers unsigned calls, so it cannot listen on IVR_HOST={self.host}; "
                "use 127.0.0.1, or unset IVR_LOCAL and set TWILIO_AUTH_TOKEN"
            )
        if self.day and not self.local:
            raise ValueError(
                "IVR_DAY is for trying a line, and callers must hear what is true today: "
                "unset it, or set IVR_LOCAL=1"
            )
        if not self.local and self.auth_token is None:
            raise ValueError(
                "TWILIO_AUTH_TOKEN is not set; copy it from the Twilio console, "
                "or set IVR_LOCAL=1 to try the line on this machine only"
            )
        if not (self.local or self.trusted_proxies or self.public_base_url):
            raise ValueError(
                "PUBLIC_BASE_URL is not set; write the address Twilio calls, "
                "such as https://line.example.org, or set IVR_TRUSTED_PROXIES and IVR_NAMES"
            )
        if not (self.local or self.names or self.public_base_url):
            raise ValueError(
                "IVR_NAMES is not set; write the names Twilio calls the line by, "
                "such as line.example.org, or set PUBLIC_BASE_URL"
            )
        return self

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings; an empty one counts as not set.

        Raises:
            SettingsError: One is wrong; the text says which, and why.
        """
        names = {str(field.alias) for field in cls.model_fields.values()}
        given = {name: value for name, value in environ.items() if name in names and value}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise SettingsError("\n".join(_sentences(error))) from None


def day(environ: Mapping[str, str]) -> dt.date:
    """Return the day a menu file is read for: the setting's, or the one it is on this machine.

    Raises:
        SettingsError: It is no date.
    """
    text = environ.get("IVR_DAY")
    if not text:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"IVR_DAY={text}: {A_DATE}") from None


def first_voice(environ: Mapping[str, str]) -> str:
    """Return the engine that goes before others, where no line is set up, too.

    Raises:
        SettingsError: There is no such engine.
    """
    name = environ.get("IVR_VOICE") or "auto"
    if name not in VOICES:
        raise SettingsError(f"IVR_VOICE={name}: write one of {', '.join(VOICES)}")
    return name


def voices_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of what `ivr voices` installs: the setting's, or one of the user's."""
    from platformdirs import user_data_path  # noqa: PLC0415  # few processes render speech

    folder = environ.get("IVR_VOICES")
    return Path(folder) if folder else user_data_path("ivr", appauthor=False) / "voices"


def listener_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of the model that listens: the setting's, or where it is installed."""
    folder = environ.get("IVR_LISTENER")
    return Path(folder) if folder else voices_folder(environ) / "listener"


def transcripts_file() -> Path:
    """Return the file of what was heard: in the user's cache, whichever line it is of."""
    from platformdirs import user_cache_path  # noqa: PLC0415  # few processes ask what was heard

    return user_cache_path("ivr", appauthor=False) / "transcripts.sqlite"


def piper_voices(environ: Mapping[str, str]) -> Path | None:
    """Return the folder of Piper's voices: sounds are rendered where no line is set up, too."""
    folder = environ.get("IVR_PIPER_VOICES")
    return Path(folder) if folder else None


A_DATE = "write a date as year-month-day, such as 2027-01-01"
REMEDIES = {
    "date_from_datetime_parsing": A_DATE,
    "date_from_datetime_inexact": A_DATE,
    "int_parsing": "write a whole number",
    "int_parsing_size": "write a whole number",
    "greater_than_equal": "write a number of {ge} or more",
    "less_than_equal": "write a number of {le} or less",
    "bool_parsing": "write 1 or 0",
    "literal_error": "write {expected}",
    "too_short": "write {min_length} characters or more",
    "value_error": "{error}",
}
PATTERNS = {
    "IVR_MOST_CALLS": "write how many in what time, such as 30 per minute",
    "IVR_LIMITS_STORAGE": "write memory:// or the address of a Redis, such as redis://localhost:6379",
}


def _sentences(error: ValidationError) -> list[str]:
    return [_sentence(each) for each in error.errors(include_url=False)]


def _sentence(error: ErrorDetails) -> str:
    """Tell what is wrong with which setting; a password is not told."""
    if not error["loc"]:
        return _remedy(error)
    name = str(error["loc"][0])
    value = "" if name in SECRETS else f"={error['input']}"
    return f"{name}{value}: {_remedy(error)}"


def _remedy(error: ErrorDetails) -> str:
    if error["type"] == "string_pattern_mismatch":
        return PATTERNS[str(error["loc"][0])]
    return REMEDIES[error["type"]].format(**error.get("ctx", {}))
