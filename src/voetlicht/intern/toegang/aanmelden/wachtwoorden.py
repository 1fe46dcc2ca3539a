"""What a password must be, where Django has no Dutch words for it."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class Length(MinimumLengthValidator):
    """Long enough; longer is better than stranger (NIST SP 800-63B, 3.1.1.2)."""

    def get_error_message(self) -> str:
        """What is wrong, and what to do."""
        return _("Dit wachtwoord is te kort. Kies er een van ten minste %d tekens.") % (
            self.min_length
        )
