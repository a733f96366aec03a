"""Evaluation of the drafter: cases as data, small scorers that give reasons, baselines.

It imports the product only in `runner.py`; the judging code knows the contract's JSON and nothing
else, so that a mistake in the product's own grammars cannot hide itself here.
"""
