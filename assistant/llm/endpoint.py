"""Where the model answers, and whether that is inside the own network."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from assistant.model import Value
from assistant.settings import Secret, Sending, Settings

OPENAI = "https://api.openai.com/v1"


class Endpoint(Value):
    """One model at one address. The key belongs to this address and goes nowhere else."""

    base_url: str
    model: str
    key: Secret | None = None
    seconds: int = 180
    """How long one draft may wait for the model, all questions together."""
    sending: Sending = "ask"
    prices: Mapping[str, tuple[float, float]]

    @property
    def host(self) -> str:
        """Host and port as the user wrote them, without user name and password."""
        return urlsplit(self.base_url).netloc.rsplit("@", 1)[-1]

    @property
    def is_inside(self) -> bool:
        """True for this machine and for private addresses; a name counts as outside."""
        name = (urlsplit(self.base_url).hostname or "").lower()
        if name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or any(address in net for net in _private(address.version))

    def cost(self, tokens_in: int, tokens_out: int) -> float | None:
        """Yuan for so many tokens; None when no price is set for this model."""
        price = self.prices.get(self.model) or self.prices.get("*")
        if price is None:
            return None
        return round((tokens_in * price[0] + tokens_out * price[1]) / 1_000_000, 6)


def endpoint_of(settings: Settings) -> Endpoint | None:
    """The configured endpoint; None when no model is configured."""
    if settings.openai_model is None:
        return None
    return Endpoint(
        base_url=settings.openai_base_url or OPENAI,
        model=settings.openai_model,
        key=settings.openai_api_key,
        seconds=settings.model_seconds,
        sending=settings.model_sending,
        prices=settings.model_prices,
    )


def _private(
    version: int,
) -> tuple[ipaddress.IPv4Network, ...] | tuple[ipaddress.IPv6Network, ...]:
    """RFC 1918 and RFC 4193. Link-local addresses are left out: cloud metadata lives there."""
    if version == 6:
        return (ipaddress.IPv6Network("fc00::/7"),)
    return tuple(map(ipaddress.IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
