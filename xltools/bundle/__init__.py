"""A portable folder for a locked-down Windows PC: Python, components, workbooks and a launcher in one place.

Made on any machine by `making.make_bundle`. What runs inside the folder (`start`, `selfcheck`) imports the
standard library alone, so that it can still speak where a component is broken. 尚未在 Windows 上核对.
"""
