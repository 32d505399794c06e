"""LibreOffice Calc behind the same xlwings API: a live spreadsheet program, reached over UNO.

Facts are those of LibreOffice 7.4; each new UNO object costs about a millisecond, a call on one that is kept
a tenth of that. So objects are kept, cells are read and written in blocks, and nothing is done cell by cell.
"""
