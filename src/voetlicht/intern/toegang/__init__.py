"""Who may act: accounts, organisaties, their gemeenten and successors, and the audit trail."""
