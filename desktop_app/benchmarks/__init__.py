"""The benchmark: ten years of a municipality, written fast, and each figure beside its raw floor.

This is the only package besides storage that speaks SQL: a floor is worth something only when nothing
of the product stands in its way.
"""
