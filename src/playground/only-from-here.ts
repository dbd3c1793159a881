/**
 * Whether a request names a loopback address as its host and comes from no other host's page. The host is looked at
 * because another site's name may be made to lead here.
 * @param origin where the server listens, e.g. `http://127.0.0.1:4000`
 */
export function isFromHere(
  origin: string,
  headers: { readonly host?: string | undefined; readonly origin?: string | undefined },
): boolean {
  const { port } = new URL(origin);
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  const fromHere = headers.origin === undefined || hosts.includes(headers.origin.replace(/^http:\/\//, ''));
  return hosts.includes(headers.host ?? '') && fromHere;
}
