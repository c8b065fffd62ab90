"""What callers hear when nothing else can be said."""

from __future__ import annotations

from twiml_phone import Phone

from ivr.menu.flow import Flow


def test_the_fallback_says_the_number_that_helps_in_each_language_and_its_voice(
    line_url: str, flow: Flow
) -> None:
    with Phone(line_url, "/voice/fallback", auth_token="12345") as phone:
        heard = {each.language: each for each in phone.dial().heard}
    assert heard.keys() == flow.languages.keys()
    for code, language in flow.languages.items():
        assert heard[code].voice == language.voice
        assert flow.values["claro"].spoken[code] in heard[code].text
