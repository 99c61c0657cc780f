import type { DeskWithOccupant } from './desks.ts';
import { type RpsView, toRpsView } from './rps/entries.ts';

/** The public base addresses: for people and for phones. No slash at the end. */
export type Links = { peopleUrl: string; phonesUrl: string };

export type DeskSessionView = {
  id: string;
  extension: string;
  name: string;
  via: string;
  state: 'switched' | 'settled' | 'attention';
  startedAt: string;
};

/** A desk as the API answers it. */
export type DeskView = {
  id: string;
  displayName: string;
  extension: string;
  mac: string;
  vendor: string;
  model: string | null;
  serial: string | null;
  provisioning: 'pnp' | 'rps' | 'link';
  network: 'lan' | 'sbc';
  site: string | null;
  floor: string | null;
  /** Who calls in an emergency; null = its site's. */
  callerNumber: string | null;
  /** A base address that ends in `/`: the phone appends its maker's file names. */
  provisioningUrl: string;
  qrUrl: string;
  /** The extension that the phone is registered as now. */
  registeredAs: string | null;
  phone: { state: 'settled' | 'updating' | 'attention'; reason?: string };
  /** How the phone stands at its maker's redirection service; null = nothing is to stand there. */
  rps: RpsView | null;
  session: DeskSessionView | null;
  createdAt: string;
};

export function toDeskView(row: DeskWithOccupant, links: Links): DeskView {
  const { desk } = row;
  return {
    id: desk.id,
    displayName: desk.displayName,
    extension: desk.extension,
    mac: desk.mac,
    vendor: desk.vendor,
    model: desk.model,
    serial: desk.serial,
    provisioning: desk.provisioning,
    network: desk.network,
    site: desk.site,
    floor: desk.floor,
    callerNumber: desk.callerNumber,
    provisioningUrl: provisioningUrl(links, desk.configToken),
    qrUrl: `${links.peopleUrl}/d/${desk.labelToken}`,
    registeredAs: row.registeredAs,
    phone: { state: desk.phoneState, ...(desk.phoneReason === null ? {} : { reason: desk.phoneReason }) },
    rps: toRpsView(row.rps),
    session: toDeskSessionView(row),
    createdAt: desk.createdAt.toISOString(),
  };
}

export const provisioningUrl = (links: Pick<Links, 'phonesUrl'>, configToken: string): string =>
  `${links.phonesUrl}/p/${configToken}/`;

export function toDeskSessionView({ session, occupant }: DeskWithOccupant): DeskSessionView | null {
  if (session === null || occupant === null) return null;
  return {
    id: session.id,
    extension: occupant.extension,
    name: occupant.name,
    via: session.via,
    state: session.state,
    startedAt: session.startedAt.toISOString(),
  };
}
