"""Writes findings as SARIF 2.1.0, which code scanners read."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ivr import __version__
from ivr.analysis.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivr.analysis.rules.finding import Finding
    from ivr.analysis.rules.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
OF_NO_RULE = "menu-file"


def sarif(findings: Sequence[Finding]) -> str:
    """Return a SARIF log of one run."""
    driver = {"name": "ivr check", "version": __version__, "rules": [*map(_rule, RULES)]}
    run = {"tool": {"driver": driver}, "results": [*map(_result, findings)]}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.doc, "markdown": rule.doc},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(finding: Finding) -> dict[str, Any]:
    region = {"startLine": finding.line, "startColumn": finding.column}
    artifact = {"uri": quote(Path(finding.file).as_posix())}
    known = f"{finding.file}|{finding.rule}|{finding.path}"
    return {
        "ruleId": finding.rule or OF_NO_RULE,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"ivr/v1": sha256(known.encode()).hexdigest()},
    }
