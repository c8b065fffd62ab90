"""The only reader of the environment, from a mapping given to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

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

LOOPBACK = ("127.0.0.1", "::1", "localhost")
OUR_MENUS = Path("menus.yaml")


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("write the address Twilio calls, such as https://line.example.org")
    if parts.query or parts.fragment or parts.username:
        raise ValueError("write only the address, without ?, # or a password")
    return url.rstrip("/")


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


class Settings(BaseModel):
    """What the owner of a line sets in the environment; docs/settings.md explains each."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True, validate_default=True)

    auth_token: Annotated[SecretStr | None, BeforeValidator(_empty_is_none)] = Field(
        default=None, alias="TWILIO_AUTH_TOKEN"
    )
    """The auth token of the Twilio account: proves that a request is Twilio's."""
    public_base_url: Annotated[
        Annotated[str, AfterValidator(_web_address)] | None, BeforeValidator(_empty_is_none)
    ] = Field(default=None, alias="PUBLIC_BASE_URL")
    """The address under which Twilio reaches the line: signatures are checked against it."""
    menus: Path = Field(default=OUR_MENUS, alias="MENUS")
    """The menu file."""
    speech: Literal["say"] = Field(default="say", alias="IVR_SPEECH")
    """How prompts are spoken: `say` leaves it to Twilio's voices."""
    trusted_proxies: int = Field(default=0, ge=0, le=10, alias="IVR_TRUSTED_PROXIES")
    """How many proxies in front of the line may be believed in their X-Forwarded headers."""
    local: bool = Field(default=False, alias="IVR_LOCAL")
    """Whether unsigned calls are answered, from this machine only."""
    host: str = Field(default="127.0.0.1", min_length=1, alias="IVR_HOST")
    """The network address to listen on."""
    port: int = Field(default=8000, ge=0, le=65535, alias="PORT")
    """The port to listen on; 0 takes any free one."""

    @model_validator(mode="after")
    def _safe(self) -> Settings:
        if self.local and self.host not in LOOPBACK:
            raise ValueError(
                f"IVR_LOCAL answers unsigned calls, so it cannot listen on IVR_HOST={self.host}; "
                "use 127.0.0.1, or unset IVR_LOCAL and set TWILIO_AUTH_TOKEN"
            )
        if not self.local and self.auth_token is None:
            raise ValueError(
                "TWILIO_AUTH_TOKEN is not set; copy it from the Twilio console, "
                "or set IVR_LOCAL=1 to try the line on this machine only"
            )
        if not (self.local or self.trusted_proxies or self.public_base_url):
            raise ValueError(
                "PUBLIC_BASE_URL is not set; write the address Twilio calls, "
                "such as https://line.example.org, or set IVR_TRUSTED_PROXIES"
            )
        return self

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings.

        Raises:
            SettingsError: One is wrong; the text says which, and why.
        """
        names = {str(field.alias) for field in cls.model_fields.values()}
        try:
            return cls.model_validate({k: v for k, v in environ.items() if k in names})
        except ValidationError as error:
            raise SettingsError("\n".join(_sentences(error))) from None


def _sentences(error: ValidationError) -> list[str]:
    return [
        f"{each['loc'][0]}={each['input']}: {_reason(each['msg'])}"
        if each["loc"]
        else _reason(each["msg"])
        for each in error.errors(include_url=False)
    ]


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ")
