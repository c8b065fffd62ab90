"""`python -m ivr` is `ivr`."""

import signal


def run() -> None:
    """Run the command this process was started for.

    Until its modules are loaded there is nothing to put away: Ctrl-C ends the process at once.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not ignored, as by nohup
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from ivr.cli import main  # noqa: PLC0415  # it takes most of a second

    main()


if __name__ == "__main__":  # processes that render speech import this again
    run()
