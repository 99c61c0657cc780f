import type { Db } from '#server/hotdesk/context.ts';
import type { DerivedSecrets } from '#server/hotdesk/derived-secrets.ts';
import type { AuthName, DeskId, GatewayId, TenantId, UserId } from '#server/hotdesk/ids.ts';
import {
  loadSipDesks,
  loadSipTenants,
  loadSipUsers,
  type SipCredential,
  type SipDesk,
  type SipUser,
} from '#server/hotdesk/sip-directory.ts';
import { loadSipGateways, type SipGateway } from '#server/hotdesk/sip-gateways.ts';
import { type TenantSettings, tenantSettings } from '#server/hotdesk/tenant-settings.ts';

/** A phone that has not noticed tries again within minutes. */
const ENDED_MAX = 20_000;

const inTenant = (tenantId: TenantId, extension: string): string => `${tenantId} ${extension}`;

/** A number that somebody else has by now stays theirs. */
function forget<Id>(byNumber: Map<string, Id>, number: string, id: Id): void {
  if (byNumber.get(number) === id) byNumber.delete(number);
}

/**
 * Who is who, in memory: a phone is answered without asking the database. Loaded at the start, kept by events; what
 * an older look at the database brings never replaces what a newer one brought.
 */
export class Directory {
  readonly #db: Db;
  readonly #secrets: DerivedSecrets;
  readonly #desks = new Map<DeskId, SipDesk>();
  readonly #credentials = new Map<AuthName, SipCredential>();
  readonly #ended = new Map<AuthName, SipCredential>();
  readonly #desksByExtension = new Map<string, DeskId>();
  readonly #users = new Map<UserId, SipUser>();
  readonly #usersByExtension = new Map<string, UserId>();
  readonly #desksOfUser = new Map<UserId, Set<DeskId>>();
  readonly #gateways = new Map<GatewayId, SipGateway>();
  #settings = new Map<TenantId, TenantSettings>();

  constructor({ db, secrets }: { db: Db; secrets: DerivedSecrets }) {
    this.#db = db;
    this.#secrets = secrets;
  }

  async load(): Promise<void> {
    for (const user of await loadSipUsers(this.#db)) this.#putUser(user);
    for (const desk of await loadSipDesks(this.#db)) this.#putDesk(desk);
    for (const gateway of await this.#loadGateways()) this.#gateways.set(gateway.gatewayId, gateway);
    await this.refreshTenants();
  }

  async refreshGateway(gatewayId: GatewayId): Promise<void> {
    const [gateway] = await this.#loadGateways(gatewayId);
    if (gateway === undefined) this.#gateways.delete(gatewayId);
    else this.#gateways.set(gatewayId, gateway);
  }

  #loadGateways(gatewayId?: GatewayId): Promise<SipGateway[]> {
    return loadSipGateways({ db: this.#db, secrets: this.#secrets }, gatewayId);
  }

  async refreshTenants(): Promise<void> {
    const tenants = await loadSipTenants(this.#db);
    this.#settings = new Map(tenants.map(({ tenantId, settings }) => [tenantId, settings]));
  }

  async refreshDesk(deskId: DeskId): Promise<void> {
    const [desk] = await loadSipDesks(this.#db, deskId);
    const known = this.#desks.get(deskId);
    if (desk !== undefined && known !== undefined && known.epoch > desk.epoch) return;
    this.#removeDesk(deskId);
    if (desk !== undefined) this.#putDesk(desk);
  }

  async refreshUser(userId: UserId): Promise<void> {
    const [user] = await loadSipUsers(this.#db, userId);
    const known = this.#users.get(userId);
    if (known !== undefined)
      forget(this.#usersByExtension, inTenant(known.tenantId, known.extension), userId);
    this.#users.delete(userId);
    if (user !== undefined) this.#putUser(user);
  }

  /** Live credentials only. */
  credential(authName: string): SipCredential | undefined {
    return this.#credentials.get(authName as AuthName);
  }

  /** One that ended lately: who missed it is recognised even while the database is away. */
  endedCredential(authName: string): SipCredential | undefined {
    return this.#ended.get(authName as AuthName);
  }

  desk(deskId: DeskId): SipDesk | undefined {
    return this.#desks.get(deskId);
  }

  deskByExtension(tenantId: TenantId, extension: string): SipDesk | undefined {
    const deskId = this.#desksByExtension.get(inTenant(tenantId, extension));
    return deskId && this.#desks.get(deskId);
  }

  userByExtension(tenantId: TenantId, extension: string): SipUser | undefined {
    const userId = this.#usersByExtension.get(inTenant(tenantId, extension));
    return userId && this.#users.get(userId);
  }

  /** The desks where this user is logged in. */
  desksOfUser(userId: UserId): SipDesk[] {
    return [...(this.#desksOfUser.get(userId) ?? [])].flatMap((deskId) => this.#desks.get(deskId) ?? []);
  }

  gateway(gatewayId: GatewayId): SipGateway | undefined {
    return this.#gateways.get(gatewayId);
  }

  /** All there are, also those that are turned off. */
  gateways(): SipGateway[] {
    return [...this.#gateways.values()];
  }

  /** All of a tenant's, also those that are turned off. */
  gatewaysOf(tenantId: TenantId): SipGateway[] {
    return [...this.#gateways.values()].filter((gateway) => gateway.tenantId === tenantId);
  }

  /** Whether a number is somebody's or some desk's. */
  isExtension(tenantId: TenantId, number: string): boolean {
    const key = inTenant(tenantId, number);
    return this.#usersByExtension.has(key) || this.#desksByExtension.has(key);
  }

  settings(tenantId: TenantId): TenantSettings {
    return this.#settings.get(tenantId) ?? tenantSettings({});
  }

  #putUser(user: SipUser): void {
    this.#users.set(user.userId, user);
    this.#usersByExtension.set(inTenant(user.tenantId, user.extension), user.userId);
  }

  #putDesk(desk: SipDesk): void {
    this.#desks.set(desk.deskId, desk);
    this.#desksByExtension.set(inTenant(desk.tenantId, desk.extension), desk.deskId);
    for (const credential of desk.credentials) {
      this.#credentials.set(credential.authName, credential);
      this.#ended.delete(credential.authName);
    }
    if (desk.occupant === null) return;
    const desks = this.#desksOfUser.get(desk.occupant.userId) ?? new Set();
    this.#desksOfUser.set(desk.occupant.userId, desks.add(desk.deskId));
  }

  #removeDesk(deskId: DeskId): void {
    const desk = this.#desks.get(deskId);
    if (desk === undefined) return;
    this.#desks.delete(deskId);
    forget(this.#desksByExtension, inTenant(desk.tenantId, desk.extension), deskId);
    for (const credential of desk.credentials) {
      this.#credentials.delete(credential.authName);
      this.#ended.set(credential.authName, credential);
    }
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > ENDED_MAX && oldest !== undefined) this.#ended.delete(oldest);
    if (desk.occupant !== null) this.#desksOfUser.get(desk.occupant.userId)?.delete(deskId);
  }
}
