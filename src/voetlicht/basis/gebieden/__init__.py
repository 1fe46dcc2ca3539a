"""Gemeenten, arbeidsmarktregio's and herindelingen, by date. Ask ``queries``."""
