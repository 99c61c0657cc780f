import { makerName } from './makers.ts';

/** What makers call their services. */
const names: Readonly<Record<string, { maker: string; name: string }>> = {
  'yealink-ymcs': { maker: 'yealink', name: 'YMCS' },
  'yealink-xmlrpc': { maker: 'yealink', name: 'RPS XML API' },
  fanvil: { maker: 'fanvil', name: 'FDPS' },
  'snom-sraps': { maker: 'snom', name: 'SRAPS' },
  'snom-xmlrpc': { maker: 'snom', name: 'XML-RPC' },
  'grandstream-gdms': { maker: 'grandstream', name: 'GDMS' },
  'poly-ztp': { maker: 'poly', name: 'Zero Touch Provisioning' },
  'gigaset-grape': { maker: 'gigaset', name: 'GRAPE' },
  'gigaset-xmlrpc': { maker: 'gigaset', name: 'XML-RPC' },
  htek: { maker: 'htek', name: 'RPS' },
  'ale-eds': { maker: 'ale', name: 'EDS' },
  auerswald: { maker: 'auerswald', name: 'Provisioning' },
  panasonic: { maker: 'panasonic', name: 'Redirection Server' },
};

/** Beside the name of its maker. */
export const serviceName = (provider: string): string => names[provider]?.name ?? provider;

/** Where its maker is not named beside it. */
export function fullServiceName(provider: string): string {
  const known = names[provider];
  return known === undefined ? provider : `${makerName(known.maker)} ${known.name}`;
}
