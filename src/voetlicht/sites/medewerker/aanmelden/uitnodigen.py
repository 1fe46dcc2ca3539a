"""The mail with which somebody chooses the password of her own account."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.kern.errors import Conflict
from voetlicht.intern.toegang.models import Account
from voetlicht.sites.medewerker.aanmelden.sessies import IN_LINK


def mail_link(account: Account, token: str, *, absolute: Callable[[str], str]) -> None:
    """To the mailbox of the account alone: who holds the link chooses the password.

    ``absolute`` makes the path a whole address. Conflict when the mail cannot be sent.
    """
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        raise Conflict(
            _("Deze installatie kan geen e-mail versturen. Vraag de systeembeheerder erom.")
        )
    path = reverse("aanmelden_wachtwoord", kwargs={"uuid": account.uuid}, query={IN_LINK: token})
    text = render_to_string("medewerker/aanmelden/wachtwoord.txt", {"link": absolute(path)})
    try:
        send_mail(_("Kies uw wachtwoord voor Voetlicht"), text, None, [account.email])
    except OSError as error:
        raise Conflict(_("De e-mail is niet verstuurd. Probeer het later opnieuw.")) from error
