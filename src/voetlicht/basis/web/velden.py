"""Classification of the fields that both sides have: accounts, audit, Django, procrastinate."""

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldenregister, Veldklasse, alike

BUSINESS = Veld(Veldklasse.ZAKELIJK, Bewaarklasse.BLIJVEND)
SECURITY = Veld(Veldklasse.ZAKELIJK, Bewaarklasse.BEVEILIGING)
PERSONAL = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.BEVEILIGING)
QUEUE = Veld(Veldklasse.ZAKELIJK, Bewaarklasse.TECHNISCH)
SESSION = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.TECHNISCH)

ACCOUNT = alike(SECURITY, "id", "uuid", "is_active") | alike(
    PERSONAL, "email", "password", "last_login"
)
GEBEURTENIS = alike(
    SECURITY, "id", "moment", "actor_kind", "organisatie", "what", "about", "details"
) | alike(PERSONAL, "actor_id")

VELDEN: Veldenregister = {
    "contenttypes.ContentType": alike(QUEUE, "id", "app_label", "model"),
    "auth.Permission": alike(QUEUE, "id", "name", "content_type", "codename"),
    "auth.Group": alike(QUEUE, "id", "name", "permissions"),
    "auth.Group_permissions": alike(QUEUE, "id", "group", "permission"),
    "sessions.Session": alike(SESSION, "session_key", "session_data", "expire_date"),
    "procrastinate.ProcrastinateWorker": alike(QUEUE, "id", "last_heartbeat"),
    "procrastinate.ProcrastinateJob": alike(
        QUEUE,
        "id",
        "queue_name",
        "task_name",
        "priority",
        "lock",
        "args",
        "status",
        "scheduled_at",
        "attempts",
        "queueing_lock",
        "abort_requested",
        "worker",
    ),
    "procrastinate.ProcrastinateEvent": alike(QUEUE, "id", "job", "type", "at"),
    "procrastinate.ProcrastinatePeriodicDefer": alike(
        QUEUE, "id", "task_name", "defer_timestamp", "job", "periodic_id"
    ),
}
