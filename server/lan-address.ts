import type { NetworkInterfaceInfo } from 'node:os';
import ipaddr from 'ipaddr.js';

export type LanAddress = { interfaceName: string; address: string };

const LOOPBACK = '127.0.0.1';
/** Bridges and tunnels of container engines, hypervisors and VPNs: desk phones are elsewhere. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|podman|lxc|lxd|tailscale|utun|wg|tun|tap|zt)/;

/** The IPv4 addresses of this machine that others can reach, in the order of `os.networkInterfaces()`. */
export function lanAddresses(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): LanAddress[] {
  return Object.entries(interfaces).flatMap(([interfaceName, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ interfaceName, address })),
  );
}

/** The networks of this machine's interfaces, as `address/prefix`. */
export function attachedNetworks(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string[] {
  return Object.values(interfaces).flatMap((addresses = []) => addresses.flatMap(({ cidr }) => cidr ?? []));
}

/** The address to advertise to phones when nobody names one: a private one on a real interface if there is one. */
export function chooseLanAddress(addresses: readonly LanAddress[]): string {
  const real = addresses.filter(({ interfaceName }) => !VIRTUAL.test(interfaceName));
  const chosen = real.find(isPrivate) ?? real[0] ?? addresses.find(isPrivate);
  return chosen?.address ?? LOOPBACK;
}

function isPrivate({ address }: LanAddress): boolean {
  return ipaddr.parse(address).range() === 'private';
}
