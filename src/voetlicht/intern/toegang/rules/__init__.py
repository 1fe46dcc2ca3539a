"""The rules of the room, pure, a module per subject."""
