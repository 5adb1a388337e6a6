"""The room of secrets: what is kept so that neither a copy of the database nor another plugin can read it."""
