"""The audit trail: what was done."""

from voetlicht.basis.web.audit_model import AbstractGebeurtenis


class Gebeurtenis(AbstractGebeurtenis):
    """The audit trail of the intern side."""

    class Meta(AbstractGebeurtenis.Meta):
        pass
