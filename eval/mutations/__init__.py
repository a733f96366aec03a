"""Injected defects: data in defects.yaml, written independently of the rules; harness runs them."""
