"""The checker. `engine.check` and `fixing.fix` are the way in; one rule is one class in one file of
a family folder, found by walking this package. Pure: no file, no clock, no index, no model.

Families: structure ST, values VA, goals GO, indicators IN, money MO, basis BA, wording WO,
agreement AG; across AC sets declarations side by side (`comparing.compare`). `README.md` is the
catalogue, generated from the docstrings of the rules.
"""
