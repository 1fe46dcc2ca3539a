"""From dossiers to figures: peilbestanden, the measure, and the making of an edition."""
