"""Classification of the fields of this room."""

from voetlicht.basis.kern.velden import Veldenregister
from voetlicht.basis.web.velden import ACCOUNT

VELDEN: Veldenregister = {"werkgevers.Account": ACCOUNT}
