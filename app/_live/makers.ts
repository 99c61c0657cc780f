const names: Readonly<Record<string, string>> = {
  yealink: 'Yealink',
  fanvil: 'Fanvil',
  grandstream: 'Grandstream',
  snom: 'Snom',
  poly: 'Poly',
  cisco: 'Cisco',
  htek: 'Htek',
  ale: 'ALE',
  auerswald: 'Auerswald',
  gigaset: 'Gigaset',
  mitel: 'Mitel',
  panasonic: 'Panasonic',
  linphone: 'Linphone',
};

/** The makers whose phones a desk may have. */
export const makers: readonly string[] = Object.keys(names);

/** A maker as people write it. */
export const makerName = (vendor: string | null): string =>
  vendor === null ? '' : (names[vendor] ?? vendor);
