"""Decides who may do what over the network, and checks who they are."""
