import type { NotifyOutcome, RegisterRefusal } from './phone-signalling.ts';
import type { RequestOutcome, StrayRequest } from './seen-request.ts';

/** What is known of makes, as whoever knows them says it. */
export type MakeFacts = {
  /** Whether phones of this maker are given configurations at all. */
  isServed: boolean;
  isModelKnown: boolean;
  /** Whether there is a NOTIFY that restarts it. */
  canReboot: boolean;
  /** What its phones cannot do, as codes. */
  limitations: readonly string[];
  /** Whether the password of its web page is nothing that a configuration sets. */
  keepsAdminPassword: boolean;
  /** Who signs in at the phone's own web page. */
  adminUsername: string;
  /** Their password, as such a phone can hold it. */
  adminPasswordOf(secret: string): string;
};

export type KnowMakes = (vendor: string, model: string | null) => MakeFacts;

/** Everything that can say why a phone does not work, as it is now. */
export type PhoneEvidence = {
  nowMs: number;
  /** Null: it has none. */
  desk: DeskEvidence | null;
  phone: {
    vendor: string | null;
    model: string | null;
    /** Where its requests came from last; null = none ever came. */
    ip: string | null;
    /** When it last asked by plug and play. */
    pnpAtMs: number | null;
  };
  make: MakeFacts;
  /** Newest first. */
  requests: readonly RequestEvidence[];
  /** From its address, or in its name. */
  strays: readonly StrayEvidence[];
  /** Live ones. */
  bindings: readonly { authName: string; extension: string; address: string }[];
  notified: { outcome: NotifyOutcome; atMs: number } | null;
  refused: { for: RegisterRefusal; from: string; atMs: number } | null;
};

export type DeskEvidence = {
  provisioning: 'pnp' | 'rps' | 'link';
  network: 'lan' | 'sbc';
  vendor: string;
  phoneState: 'settled' | 'updating' | 'attention';
  configVersion: number;
  downloadedVersion: number | null;
  downloadedAtMs: number | null;
  registeredAtMs: number | null;
  switchedAtMs: number | null;
  /** 0 = it has proved none. */
  httpVersion: number;
  rearmedUntilMs: number | null;
  hasEdge: boolean;
  /** As whom its configuration says that it registers. */
  expectedAuthName: string | null;
};

export type RequestEvidence = {
  atMs: number;
  outcome: RequestOutcome;
  version: number | null;
  otherMac: string | null;
  source: string;
};

export type StrayEvidence = {
  what: StrayRequest['what'];
  source: string;
  count: number;
  atMs: number;
  untilMs: number | null;
};
