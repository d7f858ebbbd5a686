#!/usr/bin/env bash
# Runs a command in a network namespace whose default route and name server lead into one end of a cable (veth). The
# other end belongs to nobody: what is sent is counted and never answered. Needs iproute2, and root or user namespaces.
set -euo pipefail
namespaces=(--net --mount)
[ "$(id -u)" = 0 ] || namespaces+=(--user --map-root-user)
exec unshare "${namespaces[@]}" bash -euo pipefail -c '
  # Without IPv6 the kernel itself sends nothing (no router solicitations).
  sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 2>/dev/null || true
  ip link set lo up
  ip link add sink0 type veth peer name sink1
  ip link set sink1 up
  ip addr add 10.99.0.1/24 dev sink0
  ip link set sink0 up
  # The router has a fixed address on the cable, so that packets leave without a question for it.
  ip neigh replace 10.99.0.2 lladdr 02:00:00:00:00:02 dev sink0 nud permanent
  ip route add default via 10.99.0.2
  names=$(mktemp)
  printf "nameserver 10.99.0.2\noptions timeout:1 attempts:1\n" > "$names"
  mount --bind "$names" /etc/resolv.conf
  exec "$@"
' in-a-network-of-its-own "$@"
