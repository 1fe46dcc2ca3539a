"""Delivery only: views, presenters, templates. What is shown is read from the rooms."""
