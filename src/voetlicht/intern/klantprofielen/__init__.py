"""The klantprofiel that is drawn up with the klant, and its status by period."""
