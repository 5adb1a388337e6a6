"""The chapters of the API; none is imported before somebody asks for it."""
