"""Classification of the fields of the libraries for signing in."""

from voetlicht.basis.kern.velden import Veldenregister, alike
from voetlicht.basis.web.velden import PERSONAL, SECURITY, SESSION

VELDEN: Veldenregister = {
    # A second factor of a local account; its secrets are sealed.
    "mfa.Authenticator": alike(
        PERSONAL, "id", "user", "type", "data", "created_at", "last_used_at"
    ),
    # Which identity of a provider is which account; what else a provider tells is not kept.
    "socialaccount.SocialAccount": alike(
        PERSONAL, "id", "user", "provider", "uid", "last_login", "date_joined", "extra_data"
    ),
    # Not used, and open to no role: providers are ours, tokens are not kept, nothing is mailed.
    "socialaccount.SocialApp": alike(
        SECURITY, "id", "provider", "provider_id", "name", "client_id", "secret", "key", "settings"
    ),
    "socialaccount.SocialToken": alike(
        PERSONAL, "id", "app", "account", "token", "token_secret", "expires_at"
    ),
    "account.EmailAddress": alike(PERSONAL, "id", "user", "email", "verified", "primary"),
    "account.EmailConfirmation": alike(PERSONAL, "id", "email_address", "created", "sent", "key"),
    # Failed attempts to sign in, per keyed hash of what was typed and per network address.
    "axes.AccessAttempt": alike(
        SESSION,
        "id",
        "user_agent",
        "ip_address",
        "username",
        "http_accept",
        "path_info",
        "attempt_time",
        "get_data",
        "post_data",
        "failures_since_start",
    ),
    "axes.AccessAttemptExpiration": alike(SESSION, "access_attempt", "expires_at"),
    "axes.AccessLog": alike(
        SESSION,
        "id",
        "user_agent",
        "ip_address",
        "username",
        "http_accept",
        "path_info",
        "attempt_time",
        "logout_time",
        "session_hash",
    ),
    "axes.AccessFailureLog": alike(
        SESSION,
        "id",
        "user_agent",
        "ip_address",
        "username",
        "http_accept",
        "path_info",
        "attempt_time",
        "locked_out",
    ),
}
