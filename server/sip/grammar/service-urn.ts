/** RFC 5031 4.2: labels of letters, digits and hyphens between dots. */
const SERVICE =
  /^urn:service:([a-z0-9](?:[a-z0-9-]{0,25}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,25}[a-z0-9])?)*)$/;

/** What somebody calls who asks for a service and not for a number: `sos`, `sos.police`. Undefined for other URIs. */
export const serviceOf = (uri: string): string | undefined => SERVICE.exec(uri.toLowerCase())?.[1];
