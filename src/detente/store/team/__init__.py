"""Who works at a shared desk, kept in tables of their own beside the record: people, invitations, sessions."""
