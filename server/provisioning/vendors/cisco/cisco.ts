import type { PhoneConfig } from '../../phone-config.ts';
import type { DhcpOption, Resync, ServedFile, Vendor } from '../vendor.ts';
import { ciscoExtras } from './extras.ts';
import { identifyCisco } from './identify.ts';
import { isSpa, shapeOfCisco } from './models.ts';
import { ruleFor } from './provisioning.ts';
import { renderCisco } from './render.ts';

/** Cisco phones with multiplatform firmware (3PCC: 68xx, 78xx, 88xx, 9800), and the SPA phones of Cisco and Linksys. */
export const cisco: Vendor = {
  id: 'cisco',
  identify: identifyCisco,
  shapeOf: shapeOfCisco,
  fileFor,
  typedAddress: ruleFor,
  dhcpOptions,
  resyncOf,
  // UNVERIFIED: that it looks by its own rule where the request names none.
  webTrigger: (host) => [
    { method: 'GET', url: `https://${host}/admin/resync` },
    { method: 'GET', url: `http://${host}/admin/resync` },
  ],
  readsEncrypted: true,
  limitations: ['no-pnp'],
  extras: ciscoExtras,
};

/** `$PSN.xml` and `spa$PSN.cfg` of the default rules: the product, with or without what stands before it. */
const BY_PRODUCT = /^(?:spa)?(?:[cd]p-)?(?:spa-?)?\d{3,4}[a-z]?\d?(?:-3pcc)?\.(?:xml|cfg)$/i;

/**
 * One file has everything, under whatever name the rule asks: `$MA.xml`, the product's, or the address itself
 * (`?mac=$MA`). The name of the product first comes from phones that nobody has told anything yet.
 */
function fileFor(name: string, config: PhoneConfig): ServedFile | undefined {
  const isOwn = name === '' || isMacFile(name, config.mac) || BY_PRODUCT.test(name);
  if (!isOwn) return undefined;
  return { is: 'device', contentType: 'text/xml; charset=utf-8', text: renderCisco(config) };
}

const isMacFile = (name: string, mac: string): boolean =>
  [`${mac}.xml`, `${mac}.cfg`, `spa${mac}.cfg`, `spa${mac}.xml`].includes(name.toLowerCase());

/** Option 66 is read as a rule. UNVERIFIED: 159 and 160, which newer firmware lists beside it. */
function dhcpOptions(base: string): DhcpOption[] {
  return [
    { code: 66, value: ruleFor(base) },
    { code: 160, value: ruleFor(base) },
    { code: 159, value: ruleFor(base) },
  ];
}

/** Times UNVERIFIED. An SPA restarts its SIP side for a new line; which event restarts an MPP is UNVERIFIED. */
function resyncOf(model: string | undefined): Resync {
  return {
    sync: 'resync',
    reboot: isSpa(model) ? 'reboot_now' : undefined,
    usualSeconds: isSpa(model) ? 40 : 20,
    rebootSeconds: 180,
  };
}
