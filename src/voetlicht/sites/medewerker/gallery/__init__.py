"""The gallery of components, each in every state."""
