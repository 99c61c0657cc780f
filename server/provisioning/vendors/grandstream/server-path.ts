/** `http://server:3000/p/token/` as *Config Server Path* takes it: host and folder, the protocol stands in a setting of its own. */
export const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '');
