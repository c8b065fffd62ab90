"""A phone call is two parties who share a language and nothing else; so is this package.

    THE LINE (answers)                          THE WIRE               THE CALLER (dials)

    menus.yaml                                                         keys, words, silence
       │ menu                                                              ▲        │
       ▼                                                                   │        ▼
     Flow ──dialogue──▶ Turn ──webhooks──▶ TwiML ═══HTTP═══▶ phone ▶ interpreter ▶ events
       │                                     ▲                                      │
       └──speech──▶ sound files in audio/ ───┘      web page, terminal, transcript ◀┘

The two halves never import each other: they meet over HTTP, as in life.
`docs/design.md` gives the reasons.
"""

__version__ = "0.1.0"
