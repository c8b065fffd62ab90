"""What is known of an engine without loading it: a process that answers calls never loads one."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from ivr.errors import EngineError
from ivr.speech.engines import engine
from ivr.web.security.secret import secret

ROOT = Path(__file__).parents[3]

WHOLE_LINE = """
import sys
from pathlib import Path
from ivr.line import dialogue
from ivr.web.app import create_app
from ivr.settings import Settings


def refuse(event, _):
    if event in {"subprocess.Popen", "os.posix_spawn", "os.fork", "os.exec", "os.system"}:
        raise AssertionError(event)


sys.addaudithook(refuse)
app = create_app(Settings.from_environ({"IVR_LOCAL": "1", "IVR_AUDIO": sys.argv[1]}))
client = app.test_client()
languages = client.get("/health").json["languages"]
for language in languages:
    for place in client.get("/map", query_string={"language": language}).json["places"]:
        for slow in "01":
            address = f"/voice/{language}/{place['name']}?slow={slow}"
            assert client.post(address, data={"Digits": "9"}).status_code == 200
engines = ("espeakng_loader", "piper", "onnxruntime", "gtts")
listener = ("faster_whisper", "ctranslate2", "ivr.analysis.hearing")
others = (*listener, "httpx", "twiml_phone.phone", "filelock", "rapidfuzz")
print([name for name in (*engines, *others) if name in sys.modules])
maps = Path("/proc/self/maps")
print([line for line in maps.read_text().splitlines() if "espeak" in line] if maps.exists() else [])
"""


@pytest.mark.parametrize("name", sorted(engine.PACKAGES.keys() - engine.VERSIONS.keys()))
def test_the_version_of_an_engine_is_that_of_its_package(name: str) -> None:
    assert engine.version(name) == metadata.version(engine.PACKAGES[name])


def test_every_engine_has_a_package_but_people() -> None:
    assert engine.PACKAGES.keys() == engine.ENGINES.keys() - {engine.RECORDED}
    assert engine.version(engine.RECORDED) == "1"


def test_an_engine_there_is_not_is_told_with_those_there_are() -> None:
    with pytest.raises(EngineError, match="there is no engine siri; there are espeak, gtts"):
        engine.version("siri")


def test_there_is_no_version_of_what_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])  # where packages, and what is known of them, are found
    with pytest.raises(EngineError, match="gTTS is not installed: run pip install gTTS"):
        engine.version("gtts")


def test_what_is_not_installed_cannot_render_but_its_sounds_are_known_by_their_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "path", [])
        assert not engine.available("piper")
        assert "Piper is not installed: run pip install" in engine.lacks("piper")
        assert engine.version("piper") == engine.VERSIONS["piper"]
    monkeypatch.delenv("IVR_PIPER_VOICES", raising=False)
    assert "set IVR_PIPER_VOICES" in engine.lacks("piper")
    monkeypatch.setenv("IVR_PIPER_VOICES", str(ROOT))
    assert engine.available("piper")
    assert engine.available("espeak")


def test_looking_up_every_prompt_loads_no_engine_nor_a_phone_and_starts_no_process(
    tmp_path: Path,
) -> None:
    secret(None, ROOT / "instance")  # the first start in a clone makes it, under a lock
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", WHOLE_LINE, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.splitlines() == ["[]", "[]"], done.stderr
