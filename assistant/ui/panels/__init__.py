"""The panels of the page: one file each, a desk in, its HTML out. `PANELS` is their order."""
