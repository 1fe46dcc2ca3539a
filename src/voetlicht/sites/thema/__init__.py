"""The look that all sites share: layout, brand layer over the Utrecht components, page frame."""
