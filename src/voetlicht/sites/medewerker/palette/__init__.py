"""The palette: straight to a klant, a page or an action."""
