"""`python -m twiml_phone` is `twiml-phone`."""

import signal


def run() -> None:
    """Run the command this process was started for.

    Until its modules are loaded there is nothing to put away: Ctrl-C ends the process at once.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not ignored, as by nohup
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from twiml_phone.cli.main import main  # noqa: PLC0415  # it takes a while

    main(prog_name="twiml-phone")


if __name__ == "__main__":
    run()
