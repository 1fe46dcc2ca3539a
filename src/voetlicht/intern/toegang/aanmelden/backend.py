"""Who a session is of: asked for every request, so in a query whose SQL is made once."""

from django.contrib.auth.backends import ModelBackend

from voetlicht.intern.toegang.models import Account
from voetlicht.intern.toegang.queries.medewerkers import account_of_session


class AccountBackend(ModelBackend):
    """Django's own, for passwords too."""

    def get_user(self, user_id: int) -> Account | None:
        """The account, as long as it is active."""
        account = account_of_session(user_id)
        return account if account and self.user_can_authenticate(account) else None
