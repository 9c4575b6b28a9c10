/** Messages: what the primary process and its workers say to each other. */

/** To a worker. */
export type ToWorker =
  /** Listen at this port, and answer by this model. */
  | { readonly kind: "start"; readonly port: number; readonly artifact: Uint8Array }
  /** Answer by this model from now on. */
  | { readonly kind: "model"; readonly artifact: Uint8Array }
  /** The figures that were asked for; undefined if some worker did not give its own. */
  | { readonly kind: "metrics"; readonly id: number; readonly text: string | undefined }
  /** Finish what is in flight, and end. */
  | { readonly kind: "end" };

/** To the primary process. */
export type ToPrimary =
  /** It is ready to be told what to do. */
  | { readonly kind: "started" }
  /** It listens. */
  | { readonly kind: "listening"; readonly url: string }
  /** It was asked for the figures of all. */
  | { readonly kind: "metrics"; readonly id: number };
