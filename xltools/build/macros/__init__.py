"""What makes a workbook an .xlsm: the VBA project, written from source, and the sheets its code reads.

Its code was run by LibreOffice Basic and decoded by oletools. What comments say of Excel, WPS and cmd.exe is
taken from documents and bug reports; none of them has run it yet.
"""
