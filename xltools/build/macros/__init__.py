"""What makes a workbook an .xlsm: the VBA project, written from source, and the sheets its code reads."""
