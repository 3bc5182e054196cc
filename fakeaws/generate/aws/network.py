"""Addresses and names of hosts: private ranges, and public ones that belong to documentation."""

from __future__ import annotations

import ipaddress
from typing import Final

from fakeaws.generate.aws.home import HEX, Home
from fakeaws.generate.aws.regions import dns_suffix_of, known


class Network(Home):
    """IP addresses, CIDR blocks, MAC addresses and DNS names."""

    def aws_private_ip(self, block: str = "10.0.0.0/8") -> str:
        """An address in one of the ranges that are private: 10/8, 172.16/12 or 192.168/16.

        Raises ValueError for any other block.
        """
        network = ipaddress.ip_network(known("a private range", block, PRIVATE_RANGES))
        return str(network[self._random.randrange(4, network.num_addresses - 1)])

    def aws_public_ip(self) -> str:
        """An address in one of the ranges that are kept for documentation: nobody's."""
        return f"{self._random.choice(_DOCUMENTATION)}.{self._random.randrange(1, 255)}"

    def aws_ipv6(self) -> str:
        """An address of the range that is kept for documentation."""
        return f"2001:db8::{self._random.randrange(1, 0xFFFF):x}"

    def aws_cidr(self, prefix: int = 24) -> str:
        """A block of 10/8, as a VPC or a subnet has it.

        Raises ValueError for a prefix that a VPC does not take: it is 16 to 28.
        """
        if not _LARGEST <= prefix <= _SMALLEST:
            raise ValueError(f"A block of a VPC is /{_LARGEST} to /{_SMALLEST}, not /{prefix}.")
        address = (10 << 24) | self._random.getrandbits(24)
        return str(ipaddress.ip_network((address, prefix), strict=False))

    def aws_mac_address(self) -> str:
        """The address of a network interface; its first byte says that it is administered locally."""
        return ":".join(["02", *(self._text(HEX, 2) for _ in range(5))])

    def aws_private_dns_name(self, ip: str | None = None) -> str:
        """The name that EC2 gives an address: `ip-10-0-1-23.ec2.internal`, with the region in all but us-east-1."""
        domain = "ec2.internal" if self._region == "us-east-1" else f"{self._region}.compute.internal"
        return f"ip-{(ip or self.aws_private_ip()).replace('.', '-')}.{domain}"

    def aws_public_dns_name(self, ip: str | None = None) -> str:
        """The name that EC2 gives a public address."""
        area = "compute-1" if self._region == "us-east-1" else f"{self._region}.compute"
        return f"ec2-{(ip or self.aws_public_ip()).replace('.', '-')}.{area}.{dns_suffix_of(self._region)}"


PRIVATE_RANGES: Final = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
_DOCUMENTATION = ("192.0.2", "198.51.100", "203.0.113")
_LARGEST, _SMALLEST = 16, 28
