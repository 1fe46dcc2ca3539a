"""Other engines that answer the same searches (S), each configured as well as we know how."""
