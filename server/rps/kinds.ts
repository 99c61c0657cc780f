import type { RpsProviderId } from '#server/hotdesk/rps/providers.ts';
import type { ProviderKind } from './provider.ts';
import { aleEds } from './providers/ale-eds/provider.ts';
import { auerswald } from './providers/auerswald/provider.ts';
import { fanvil } from './providers/fanvil/provider.ts';
import { gigasetGrape } from './providers/gigaset-grape/provider.ts';
import { gigasetXmlrpc } from './providers/gigaset-xmlrpc/provider.ts';
import { grandstreamGdms } from './providers/grandstream-gdms/provider.ts';
import { htek } from './providers/htek/provider.ts';
import { panasonic } from './providers/panasonic/provider.ts';
import { polyZtp } from './providers/poly-ztp/provider.ts';
import { snomSraps } from './providers/snom-sraps/provider.ts';
import { snomXmlrpc } from './providers/snom-xmlrpc/provider.ts';
import { yealinkXmlrpc } from './providers/yealink-xmlrpc/provider.ts';
import { yealinkYmcs } from './providers/yealink-ymcs/provider.ts';

/** The services that there are, by their codes. */
export type ProviderKinds = Readonly<Partial<Record<RpsProviderId, ProviderKind>>>;

export const providerKinds = {
  'yealink-ymcs': yealinkYmcs,
  'yealink-xmlrpc': yealinkXmlrpc,
  fanvil,
  'snom-sraps': snomSraps,
  'snom-xmlrpc': snomXmlrpc,
  'grandstream-gdms': grandstreamGdms,
  'poly-ztp': polyZtp,
  'gigaset-grape': gigasetGrape,
  'gigaset-xmlrpc': gigasetXmlrpc,
  htek,
  'ale-eds': aleEds,
  auerswald,
  panasonic,
} satisfies Record<RpsProviderId, ProviderKind>;
