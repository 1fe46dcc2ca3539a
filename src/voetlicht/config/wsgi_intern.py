"""The intern process as a WSGI application."""

import gc

from django.core.wsgi import get_wsgi_application

from voetlicht.basis.kern import omgeving

omgeving.adopt({"DJANGO_SETTINGS_MODULE": "voetlicht.config.settings.intern"})
application = get_wsgi_application()

# What is loaded now stays: the collector need not look at it again, and has less to do in between.
gc.freeze()
gc.set_threshold(10_000, 20, 50)
