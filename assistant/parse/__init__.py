"""Small grammars: Chinese text in, typed values with exact places out.

One module per kind of value. They read the vocabulary's data and know no form, rule or file.
Every grammar is linear in the length of its input; what it does not understand stays text.
"""
