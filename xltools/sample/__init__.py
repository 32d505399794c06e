"""A seeded province to try everything on: real codes and names, made-up figures, every edge by name."""

from xltools.sample.workbook import SamplePaths, make_sample, mended, province_tables

__all__ = ["SamplePaths", "make_sample", "mended", "province_tables"]
