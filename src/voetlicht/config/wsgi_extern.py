"""The extern process as a WSGI application."""

from django.core.wsgi import get_wsgi_application

from voetlicht.basis.kern import omgeving

omgeving.adopt({"DJANGO_SETTINGS_MODULE": "voetlicht.config.settings.extern"})
application = get_wsgi_application()
