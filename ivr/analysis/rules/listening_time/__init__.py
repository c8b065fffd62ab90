"""Rules about how long things take: to listen, to answer, to be served."""
