"""What the world can reach; knows nobody by name."""
