"""The immutable archive of published editions: what the world may read, and nothing else."""
