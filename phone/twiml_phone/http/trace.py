"""What is seen over a phone's shoulder: each request it makes for a call, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twiml_phone.http.exchange import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer; the signature is empty where the phone does not sign."""

    method: str
    url: str
    params: Mapping[str, str]
    signature: str
    reply: Reply
