"""All reads of the room, a module per subject."""
