"""The lists that come with the package hold what the menu file may hold."""

from __future__ import annotations

import pytest
import yaml
from pydantic import TypeAdapter

from ivr.menu.document import MenuFile
from ivr.menu.whole_words import folded
from ivr.speech.say.defaults import FOLDER, defaults

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_one_that_say_takes(language: str) -> None:
    listed = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    kind = TypeAdapter(MenuFile.model_fields["say"].rebuild_annotation())
    assert list(kind.validate_python({language: listed})[language]) == list(listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_in_a_list(language: str) -> None:
    keys = [folded(each.written, language) for each in defaults(language)]
    assert len(keys) == len({*keys})


def test_what_is_said_in_brazil_is_not_said_in_portugal() -> None:
    assert defaults("pt-BR")
    assert defaults("pt-PT") == ()
    assert defaults("../../menu/icons") == ()
