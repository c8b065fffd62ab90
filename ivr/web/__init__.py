"""The line as a web server: webhooks and pages in one app, and the processes that serve it."""
