"""The room of work in the background: a durable queue, a worker loop, and schedules."""
