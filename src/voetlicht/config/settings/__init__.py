"""Settings per process: intern, extern, beheer (owner of the databases) and test."""
