"""Who signs in on the extern side."""

from voetlicht.basis.web.account_model import AbstractAccount


class Account(AbstractAccount):
    """Somebody who acts for an employer."""

    class Meta(AbstractAccount.Meta):
        pass
