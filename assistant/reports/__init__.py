"""Findings → what people and programs read: one format per file. Pure: values in, text out."""
