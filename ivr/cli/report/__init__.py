"""Prints what the commands found: tables for people, JSON and SARIF for programs."""
