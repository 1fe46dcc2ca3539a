"""How the processes are put together: settings, urls, wsgi, database roles."""
