"""Injected defects as data (defects.yaml, across.yaml), written independently of the rules."""
