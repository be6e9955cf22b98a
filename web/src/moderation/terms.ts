/** How long and how far a suspension goes, and why. */
export interface Terms {
  note: string;
  /** Null: for good. */
  hours: number | null;
  /** The network too from which they were here. */
  address: boolean;
}

export const newTerms: Terms = { note: '', hours: 168, address: false };
