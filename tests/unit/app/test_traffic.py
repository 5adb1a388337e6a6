from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from mediad.app.telemetry import Traffic
from mediad.telemetry.metrics import Metrics


def answered(path: str | None, status: int = 200, seconds: float = 0.003, size: int = 10) -> Any:
    route = SimpleNamespace(path=path) if path else None
    return SimpleNamespace(
        request=SimpleNamespace(method="GET"), route=route, status=status, seconds=seconds, size=size
    )


def lines(metrics: Metrics, name: str) -> list[str]:
    return [line.removeprefix(name) for line in metrics.exposition().splitlines() if line.startswith(name)]


def test_requests_count_by_route_method_and_status() -> None:
    metrics = Metrics()
    traffic = Traffic(metrics)
    for exchange in (answered("/items"), answered("/items"), answered("/items", 404), answered(None, 404)):
        traffic(exchange)
    assert lines(metrics, "mediad_http_requests_total") == [
        '{method="GET",route="/items",status="200"} 2',
        '{method="GET",route="/items",status="404"} 1',
        '{method="none",route="none",status="404"} 1',
    ]
    assert lines(metrics, "mediad_http_sent_bytes_total")[0] == '{route="/items"} 30'
    assert lines(metrics, "mediad_http_request_seconds_count")[0] == '{method="GET",route="/items"} 3'
