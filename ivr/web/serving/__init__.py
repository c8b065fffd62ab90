"""The server: a supervisor, its workers, and the front that guards the app.

    port ── supervisor ──┬── worker: event loop ─ front ─ threads ─ the Flask app
                         ├── worker
                         └── ivr speak, when a prompt has no sound

`docs/serving.md` explains each part and why it was chosen.
"""
