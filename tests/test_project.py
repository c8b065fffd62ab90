"""Facts about the project itself: its licences, its locks, its documents."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
LOCKED = sorted(set(re.findall(r"^([a-z0-9._-]+)==", LOCK, re.MULTILINE)))
ALLOWED = re.compile(r"LGPL|MIT|BSD|Apache|ISC|MPL|PSF|Python Software Foundation|ZPL|Zope")
OTHER_SYSTEMS = {"async-timeout", "colorama"}
"""Locked, but installed elsewhere only: before Python 3.11.3, and on Windows."""

INTRODUCTION = """# Licences of the dependencies

Everything the line needs to run, as locked in `requirements.lock`, and the licence each package
declares. None of it is part of this repository; an image built from the `Dockerfile` holds it all,
each package with its licence text in its `*.dist-info` folder, as these licences ask.

Three ask for more than their notice. eSpeak NG, the embedded voice, is loaded as a library and
stands under the GNU General Public License 3 or later: who hands on an image that holds it must
offer its source (https://github.com/espeak-ng/espeak-ng) too. soxr and num2words stand under the
Lesser GPL: they are used unchanged, as libraries of their own.

| package | licence |
|---|---|
"""


UNDECLARED = {"espeakng-loader": "MIT; the eSpeak NG library inside: GPL-3.0-or-later"}
"""Packages whose metadata names no licence, and what their sources say."""


def licence(package: str) -> str:
    """The licence a package declares: its SPDX expression, else its classifiers, else its words."""
    if package in UNDECLARED:
        return UNDECLARED[package]
    about = metadata.metadata(package)
    if spdx := about.get("License-Expression"):
        return spdx
    declared = (each.split(" :: ") for each in about.get_all("Classifier") or [])
    classified = [words[-1].removesuffix(" License") for words in declared if words[0] == "License"]
    return ", ".join(classified) or str(about.get("License"))


def installed() -> list[str]:
    return [package for package in LOCKED if package not in OTHER_SYSTEMS]


def test_licences_are_listed(*, update: bool) -> None:
    page = INTRODUCTION + "".join(f"| {name} | {licence(name)} |\n" for name in installed())
    if update:
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text("utf-8") == page


@pytest.mark.parametrize("package", installed())
def test_a_dependency_asks_for_nothing_but_its_notice(package: str) -> None:
    assert ALLOWED.search(licence(package)), licence(package)


@pytest.mark.parametrize(
    "lock",
    [
        *(f"requirements{each}.lock" for each in ("", "-build", "-dev", "-hearing")),
        "phone/requirements-test.lock",
    ],
)
def test_everything_locked_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    packages = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text
    assert "index-url" not in text


def test_the_lock_of_the_scripts_checker_has_hashes_and_no_address() -> None:
    text = (ROOT / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    del packages[""]
    assert packages
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert "://" not in text


def test_the_run_lock_is_part_of_the_development_lock() -> None:
    development = (ROOT / "requirements-dev.lock").read_text("utf-8")
    pins = re.findall(r"^[a-z0-9._-]+==\S+", LOCK, re.MULTILINE)
    assert [pin for pin in pins if pin not in development] == []


def test_what_the_listener_needs_changes_nothing_that_is_locked() -> None:
    development = (ROOT / "requirements-dev.lock").read_text("utf-8")
    hearing = (ROOT / "requirements-hearing.lock").read_text("utf-8")
    pins = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", hearing, re.MULTILINE))
    locked = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", development, re.MULTILINE))
    assert {name: locked[name] for name in pins.keys() & locked.keys()} == {
        name: pins[name] for name in pins.keys() & locked.keys()
    }
    assert "faster-whisper" in pins


def test_links_between_documents_lead_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_name_of_a_class_stands_once_in_both_distributions() -> None:
    """Whoever reads a name, or looks for it, finds one thing."""
    files = [*(ROOT / "ivr").rglob("*.py"), *(ROOT / "phone" / "twiml_phone").rglob("*.py")]
    names = [
        node.name
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    assert len(names) > 300
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    phone = tomllib.loads((ROOT / "phone" / "pyproject.toml").read_text("utf-8"))["project"]
    direct = project["dependencies"] + phone["dependencies"]
    names = {re.split(r"[>=]", each)[0] for each in direct}
    assert names - set(LOCKED) == {phone["name"]}, "the phone comes from this checkout"
