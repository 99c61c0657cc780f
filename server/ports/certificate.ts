export type Pem = { readonly cert: string; readonly key: string };

/** Our certificate and its key, which may be renewed while we run. */
export type CertificateSource = {
  readonly current: Pem;
  /** Tells of a new one, until what is returned is called. */
  onChange(listener: (pem: Pem) => void): () => void;
};
