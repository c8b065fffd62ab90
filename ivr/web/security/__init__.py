"""Who may do what over the network, and how it is known that it is they."""
