"""The line behind its front, for ASGI servers that are not the line's own."""

from app import app as line
from ivr.web.serving.front import Front

app = Front(line)
