/** A MAC address as stickers print it. */
export const macText = (mac: string): string => (mac.match(/../g) ?? [mac]).join(':').toUpperCase();

export const Mac = ({ mac }: { mac: string }) => (
  <span className="font-mono text-[0.9em] whitespace-nowrap">{macText(mac)}</span>
);
