"""`make fuzz`: mutated workbooks and templates through the real commands.

Every case follows from its kind, a seed and a number alone, so that a find is told, and met again, by these.
"""
