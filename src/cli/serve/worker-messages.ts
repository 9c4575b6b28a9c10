/** Worker messages: what the primary process and its workers send each other. */

/** To a worker. */
export type ToWorker =
  /** Listen at this port, and serve this model. */
  | { readonly kind: "start"; readonly port: number; readonly artifact: Uint8Array }
  /** Serve this model from now on. */
  | { readonly kind: "model"; readonly artifact: Uint8Array }
  /** The metrics of all workers, as requested; undefined if a worker did not answer. */
  | { readonly kind: "metrics"; readonly id: string; readonly text: string | undefined }
  /** Answer the requests in flight, and end. */
  | { readonly kind: "end" };

/** To the primary process. */
export type ToPrimary =
  /** It can receive messages. */
  | { readonly kind: "started" }
  /** It listens. */
  | { readonly kind: "listening"; readonly url: string }
  /** It needs the metrics of all workers. */
  | { readonly kind: "metrics"; readonly id: string };
