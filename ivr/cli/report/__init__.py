"""What the commands print of what was found: tables for people, JSON and SARIF for programs."""
