/** A text and its category, as the tests write a corpus. */
export interface Labelled {
  readonly label: string;
  readonly text: string;
}
