"""The one place that remembers: two engines, one small interface."""
