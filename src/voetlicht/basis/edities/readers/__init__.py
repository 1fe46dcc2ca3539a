"""Reading an edition back from a document, whatever its format or layout.

``extract`` turns a file into lines of cells. ``rows`` and ``mentions`` find the table and what is
said around it, ``naming`` and ``sums`` decide what names and numbers stand for, ``rules`` says what
is wrong. ``reading`` puts them together.
"""

from voetlicht.basis.edities.readers.gelezen import Bevinding, Bevindingcode, Ernst, Gelezen
from voetlicht.basis.edities.readers.reading import read

__all__ = ["Bevinding", "Bevindingcode", "Ernst", "Gelezen", "read"]
