"""All writes of the room, a module per subject."""
