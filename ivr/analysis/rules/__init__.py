"""A linter: rules for menu files that are valid but hard on callers, one rule a file.

    menus.yaml ─▶ Line (flow, marks, replies, sounds) ─▶ rules ─▶ Faults ─▶ judge ─▶ Findings

A rule is a pure function over a Line, or over one reply or sound of it. The docstring of its file
holds a good and a bad example: they are its documentation (docs/rules.md) and its test.
"""
