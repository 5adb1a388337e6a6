"""Readers of discs that were copied as folders."""
